//! Whether expressions take linear time on a long text.
//!
//! Most expressions need few states of an automaton, which takes a nanosecond for a byte. Some need a new state for nearly every
//! byte, and each takes as long as the expression is large: a second for a text of 64 KiB. Such a search cannot be
//! interrupted, so the text is walked once by an automaton that gives up.

use std::panic::{RefUnwindSafe, UnwindSafe};

use regex_automata::{
    Input, MatchErrorKind, MatchKind,
    hybrid::dfa::{Cache, Config, DFA},
    nfa::thompson,
    util::pool::Pool,
};

/// Bytes of the automaton's states.
const CACHE_BYTES: usize = 1 << 20;
/// A state of a program of so many bytes may be made for each byte of the text; of a larger one, for as many bytes as it is
/// larger.
const PROGRAM_BYTES_PER_BYTE: usize = 1 << 8;
const MIN_BYTES_PER_STATE: usize = 10;

/// What a walk of the text has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Probed {
    /// No expression matches anything.
    NoMatch,
    /// Something matches, and finding it takes linear time.
    Match,
    /// Not known: words end in it, and it is not ASCII alone.
    Unknown,
    /// It takes too long.
    GaveUp,
}

/// An automaton of all expressions of a scanner; none where it would be too large.
#[derive(Default)]
pub(crate) struct Probe(Option<Automaton>);

struct Automaton {
    dfa: DFA,
    /// States that earlier walks have made, for each thread.
    caches: Pool<Cache, NewCache>,
}

type NewCache = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

impl Probe {
    /// `program_bytes` is the size of all programs together.
    pub(crate) fn new(sources: &[(u32, &str)], program_bytes: usize, set_bytes: usize) -> Self {
        let sources: Vec<&str> = sources.iter().map(|(_, source)| *source).collect();
        let config = Config::new()
            .match_kind(MatchKind::All)
            .unicode_word_boundary(true)
            .cache_capacity(CACHE_BYTES)
            .skip_cache_capacity_check(true)
            .minimum_cache_clear_count(Some(1))
            .minimum_bytes_per_state(Some((program_bytes / PROGRAM_BYTES_PER_BYTE).max(MIN_BYTES_PER_STATE)));
        let program = thompson::Config::new().nfa_size_limit(Some(set_bytes));
        let dfa = DFA::builder().configure(config).thompson(program).build_many(&sources).ok();
        Self(dfa.map(|dfa| {
            let own = dfa.clone();
            Automaton { dfa, caches: Pool::new(Box::new(move || own.create_cache())) }
        }))
    }

    /// Walks the whole text.
    pub(crate) fn walk(&self, text: &str) -> Probed {
        let Some(Automaton { dfa, caches }) = &self.0 else { return Probed::Unknown };
        let mut cache = caches.get();
        let mut found = dfa.try_search_fwd(&mut cache, &Input::new(text));
        if found.is_err() {
            // What a text takes must not depend on the texts before it.
            cache.reset(dfa);
            found = dfa.try_search_fwd(&mut cache, &Input::new(text));
        }
        match found {
            Ok(None) => Probed::NoMatch,
            Ok(Some(_)) => Probed::Match,
            Err(error) => match error.kind() {
                MatchErrorKind::GaveUp { .. } => Probed::GaveUp,
                _ => Probed::Unknown,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probed(source: &str, text: &str) -> Probed {
        Probe::new(&[(0, source)], 1 << 14, 1 << 23).walk(text)
    }

    #[test]
    fn it_tells_what_matches_from_what_takes_too_long() {
        let prose = "The quick brown fox jumps over session=4711 and on. ".repeat(2_000);
        assert_eq!(probed(r"\bsession=\d+", &prose), Probed::Match);
        assert_eq!(probed(r"\pL{1,20}[0-9]", &prose), Probed::NoMatch);
        assert_eq!(probed(r"(?i)secret|token-[0-9a-f]{32}", &prose), Probed::NoMatch);
        assert_eq!(probed(r"\bsession", &format!("{prose}ä")), Probed::Unknown);
        let mut state = 7_u32;
        let bits: String = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if state >> 31 == 1 { '1' } else { '0' }
        })
        .take(200_000)
        .collect();
        assert_eq!(probed("[01]*1[01]{3000}x", &bits), Probed::GaveUp);
    }
}
