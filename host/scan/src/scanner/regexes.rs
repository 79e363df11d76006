//! The regular expressions of a scanner.
//!
//! One automaton for all of them decides whether a text has any match, so a text without one is walked once.
//! A single search is linear, but searching on after each match is not for every expression (`.*x|y` looks to the end each
//! time). So a pattern has [`WORK`] bytes of looking ahead for each text; when they are used up, the rest of the text
//! counts as its match: what could not be searched is not let through.
//!
//! One search cannot be interrupted either, and where the lazy automaton gives up it takes program times text. So a text
//! for which that could be long is walked first by an automaton that gives up (`probe`); where it does, or where the text is
//! too long for the programs of the scanner, the whole text counts as a match.

use std::ops::ControlFlow;

use super::probe::{Probe, Probed};
use crate::{MAX_REGEX_BYTES, Match, RegexError};
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// Asked while a search goes on, which may take long; where it says no, the search ends, and what it has left out must not
/// be let through.
pub type MayGoOn<'a> = &'a mut dyn FnMut() -> bool;

/// Bytes of the compiled program of one expression, and of all of them together.
const PROGRAM_BYTES: usize = 1 << 20;
const SET_BYTES: usize = 8 << 20;
/// Bytes of the cache of the lazy automaton, for each thread that searches.
const CACHE_BYTES: usize = 1 << 20;
/// Bytes searched for one pattern in one text, counted as if each search went to the end. A text of
/// 8 KiB is never cut short, one of 128 KiB not before 512 matches.
const WORK: usize = 1 << 26;
/// Of these bytes, so many are searched until the run's clock is asked again.
const WORK_UNASKED: usize = 1 << 16;

/// Sizes of programs, of which the smallest that an expression fits into stands for its size.
const PROGRAM_CLASSES: [usize; 4] = [16 << 10, 64 << 10, 256 << 10, PROGRAM_BYTES];
/// The most bytes of text, times bytes of all programs of a scanner. A small expression searches 1 MiB, a large one as much
/// as a line may have.
const SEARCH: usize = 1 << 34;
/// Of these, what takes no more than some milliseconds at worst (`the_longest_search`), so that it is not probed.
const SHORT_SEARCH: usize = 1 << 27;
/// The most where probing tells nothing.
const UNKNOWN_SEARCH: usize = 1 << 31;

/// Compiled expressions and the places of their patterns in the list.
#[derive(Default)]
pub(crate) struct Regexes {
    each: Vec<(u32, Regex)>,
    /// All of them, in the order of `each`; none where there is only one.
    together: Option<RegexSet>,
    probe: Probe,
    /// Bytes of all programs.
    programs: usize,
}

/// Which expressions do not compile, and why.
#[derive(Debug)]
pub(crate) enum RegexesError {
    /// That of the pattern at this place in the list.
    One(u32, RegexError),
    /// Each does, but not all of them together.
    Together(RegexError),
}

impl Regexes {
    pub(crate) fn compile(sources: &[(u32, &str)]) -> Result<Regexes, RegexesError> {
        let each = sources
            .iter()
            .map(|(index, source)| match compile_one(source) {
                Ok(regex) => Ok((*index, regex)),
                Err(error) => Err(RegexesError::One(*index, error)),
            })
            .collect::<Result<_, _>>()?;
        let together = (sources.len() > 1).then(|| {
            RegexSetBuilder::new(sources.iter().map(|(_, source)| *source))
                .size_limit(SET_BYTES)
                .dfa_size_limit(CACHE_BYTES)
                .build()
                .map_err(|error| RegexesError::Together(error.into()))
        });
        let programs: usize = sources.iter().map(|(_, source)| program_class(source)).sum();
        let probe = Probe::new(sources, programs, SET_BYTES);
        Ok(Regexes { each, together: together.transpose()?, probe, programs })
    }

    /// What can be told of a text before it is searched; a short one is not looked at.
    fn probe(&self, text: &str) -> Probed {
        match text.len().saturating_mul(self.programs) {
            ..=SHORT_SEARCH => Probed::Match,
            work @ ..=SEARCH => match self.probe.walk(text) {
                Probed::Unknown if work > UNKNOWN_SEARCH => Probed::GaveUp,
                probed => probed,
            },
            _ => Probed::GaveUp,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// The first pattern that matches anything in `text`.
    pub(crate) fn first_match(&self, text: &str, may_go_on: MayGoOn<'_>) -> Option<u32> {
        match self.probe(text) {
            Probed::NoMatch => return None,
            Probed::GaveUp => return self.each.first().map(|(index, _)| *index),
            Probed::Match | Probed::Unknown => {}
        }
        let matches = |regex: &Regex, may_go_on: MayGoOn<'_>| {
            search(regex, text, may_go_on, &mut |_, _| ControlFlow::Break(())).is_break()
        };
        self.each.iter().find(|(_, regex)| matches(regex, may_go_on)).map(|(index, _)| *index)
    }

    /// Appends the matches of each pattern. Where `may_go_on` says no, some are missing.
    pub(crate) fn find(&self, text: &str, matches: &mut Vec<Match>, may_go_on: MayGoOn<'_>) {
        match self.probe(text) {
            Probed::NoMatch => return,
            Probed::GaveUp => {
                matches.extend(self.each.first().map(|(index, _)| Match::new(0, text.len(), *index)));
                return;
            }
            Probed::Match | Probed::Unknown => {}
        }
        match &self.together {
            None => self.each.iter().for_each(|(index, regex)| find_all(*index, regex, text, matches, may_go_on)),
            Some(together) if together.is_match(text) => {
                for which in together.matches(text) {
                    if !may_go_on() {
                        return;
                    }
                    if let Some((index, regex)) = self.each.get(which) {
                        find_all(*index, regex, text, matches, may_go_on);
                    }
                }
            }
            Some(_) => {}
        }
    }
}

fn compile_one(source: &str) -> Result<Regex, RegexError> {
    if source.len() > MAX_REGEX_BYTES {
        return Err(RegexError::TooLong { bytes: source.len() });
    }
    Ok(build(source, PROGRAM_BYTES)?)
}

fn build(source: &str, program_bytes: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(program_bytes).dfa_size_limit(CACHE_BYTES).build()
}

fn program_class(source: &str) -> usize {
    PROGRAM_CLASSES.into_iter().find(|class| build(source, *class).is_ok()).unwrap_or(PROGRAM_BYTES)
}

fn find_all(pattern: u32, regex: &Regex, text: &str, matches: &mut Vec<Match>, may_go_on: MayGoOn<'_>) {
    let _ = search(regex, text, may_go_on, &mut |start, end| {
        matches.push(Match::new(start, end, pattern));
        ControlFlow::Continue(())
    });
}

/// Hands what is found to `found`, until that breaks or `may_go_on` says no.
fn search(
    regex: &Regex,
    text: &str,
    may_go_on: MayGoOn<'_>,
    found: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (mut work, mut unasked, mut last_end) = (0, 0, 0);
    for one in regex.find_iter(text) {
        if !one.is_empty() {
            found(one.start(), one.end())?;
        }
        let ahead = text.len() - last_end;
        (work, unasked) = (work + ahead, unasked + ahead);
        last_end = one.end();
        if work > WORK {
            return found(last_end, text.len());
        }
        if unasked > WORK_UNASKED {
            unasked = 0;
            if !may_go_on() {
                return ControlFlow::Break(());
            }
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        Regexes::compile(&[(0, source)]).unwrap().find(text, &mut matches, &mut || true);
        matches
    }

    #[test]
    fn a_text_that_is_too_long_for_the_program_counts_as_a_match_whole() {
        let large = r"\pL{1,20}[0-9]";
        let text = "-".repeat(1 << 20);
        assert!(found(r"A-[0-9]{6}", &text).is_empty());
        assert_eq!(found(large, &text), [Match::new(0, text.len(), 0)]);
        assert!(found(large, &text[..4_000]).is_empty());
        assert_eq!(Regexes::compile(&[(7, large)]).unwrap().first_match(&text, &mut || true), Some(7));
    }

    #[test]
    fn searching_on_after_empty_matches_has_an_end_and_is_asked_for() {
        let regexes = Regexes::compile(&[(3, "(?:[0-9]*x)?")]).unwrap();
        let digits = "7".repeat(1 << 20);
        assert_eq!(regexes.first_match(&digits, &mut || true), Some(3), "what is not searched counts as a match");
        let mut asked = 0;
        regexes.find(&digits, &mut Vec::new(), &mut || {
            asked += 1;
            asked < 5
        });
        assert_eq!(asked, 5);
    }

    /// Expressions whose automaton is too large to keep, so that every state is looked at for each byte.
    #[test]
    #[ignore = "a measurement"]
    #[allow(clippy::print_stdout, reason = "it is read by a person")]
    fn the_longest_search() {
        for states in [200, 800, 3_000, 12_000] {
            let source = format!("[01]*1[01]{{{states}}}x");
            let regexes = Regexes::compile(&[(0, &source)]).unwrap();
            let text: String =
                (0..(SEARCH / regexes.programs).min(1 << 20)).map(|n| if n * n % 7 < 3 { '1' } else { '0' }).collect();
            let began = std::time::Instant::now();
            regexes.find(&text, &mut Vec::new(), &mut || true);
            println!("{states} states, {} bytes: {:?}", text.len(), began.elapsed());
        }
    }
}
