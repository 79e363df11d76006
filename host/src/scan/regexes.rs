//! The regular expressions of a scanner.
//!
//! One automaton for all of them decides whether a text has any match, so a text without one is walked once.
//! A single search is linear, but searching on after each match is not for every expression (`.*x|y` looks to the end each
//! time). So a pattern has [`WORK`] bytes of looking ahead for each text; when they are used up, the rest of the text
//! counts as its match: what could not be searched is not let through.

use super::{MAX_REGEX_BYTES, Match, ScanError};
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// Bytes of the compiled program of one expression, and of all of them together.
const PROGRAM_BYTES: usize = 1 << 20;
const SET_BYTES: usize = 8 << 20;
/// Bytes of the cache of the lazy automaton, for each thread that searches.
const CACHE_BYTES: usize = 1 << 20;
/// Bytes searched for one pattern in one text, counted as if each search went to the end: some 30 ms at worst. A text of
/// 8 KiB is never cut short, one of 128 KiB not before 512 matches.
const WORK: usize = 1 << 26;

/// Compiled expressions and the places of their patterns in the list.
pub(super) struct Regexes {
    each: Vec<(u32, Regex)>,
    /// All of them, in the order of `each`; none where there is only one.
    together: Option<RegexSet>,
}

impl Regexes {
    pub(super) fn compile(sources: &[(u32, &str)]) -> Result<Regexes, ScanError> {
        let each = sources
            .iter()
            .map(|(index, source)| Ok((*index, compile_one(*index, source)?)))
            .collect::<Result<_, _>>()?;
        let together = (sources.len() > 1).then(|| {
            RegexSetBuilder::new(sources.iter().map(|(_, source)| *source))
                .size_limit(SET_BYTES)
                .dfa_size_limit(CACHE_BYTES)
                .build()
                .map_err(|source| ScanError::RegexSet { source: Box::new(source) })
        });
        Ok(Regexes { each, together: together.transpose()? })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// The first pattern that matches anything in `text`.
    pub(super) fn first_match(&self, text: &str) -> Option<u32> {
        self.each.iter().find(|(_, regex)| regex.find_iter(text).any(|one| !one.is_empty())).map(|(index, _)| *index)
    }

    pub(super) fn find(&self, text: &str, matches: &mut Vec<Match>) {
        match &self.together {
            None => self.each.iter().for_each(|(index, regex)| find_all(*index, regex, text, matches)),
            Some(together) if together.is_match(text) => {
                for which in together.matches(text) {
                    if let Some((index, regex)) = self.each.get(which) {
                        find_all(*index, regex, text, matches);
                    }
                }
            }
            Some(_) => {}
        }
    }
}

fn compile_one(index: u32, source: &str) -> Result<Regex, ScanError> {
    let place = index as usize;
    if source.len() > MAX_REGEX_BYTES {
        return Err(ScanError::RegexTooLong { index: place, bytes: source.len() });
    }
    RegexBuilder::new(source)
        .size_limit(PROGRAM_BYTES)
        .dfa_size_limit(CACHE_BYTES)
        .build()
        .map_err(|source| ScanError::Regex { index: place, source: Box::new(source) })
}

fn find_all(pattern: u32, regex: &Regex, text: &str, matches: &mut Vec<Match>) {
    let mut work = 0;
    let mut last_end = 0;
    for one in regex.find_iter(text) {
        if !one.is_empty() {
            matches.push(Match::new(one.start(), one.end(), pattern));
        }
        work += text.len() - last_end;
        last_end = one.end();
        if work > WORK {
            matches.push(Match::new(last_end, text.len(), pattern));
            return;
        }
    }
}
