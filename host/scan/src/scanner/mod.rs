//! A compiled policy: built-in kinds and regular expressions over one text.

mod compile;
mod number;
pub(crate) mod overlap;
pub(crate) mod prefilter;
mod probe;
mod regexes;
mod replacement;
pub(crate) mod search;

use super::{Kind, Match, MemberName, Options, Pattern, member};
use crate::member::list::TellingNames;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
pub use crate::scanner::regexes::MayGoOn;
use crate::scanner::regexes::Regexes;
use crate::text::escapes::Unescaped;
pub use compile::is_rule_name;
use std::sync::Arc;

/// How a text is looked at before anything is searched in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    WithoutWords,
    /// For one of [`Kinds::WORDS`].
    WithWords,
    /// There are no built-in kinds.
    Nowhere,
}

impl Look {
    fn of(kinds: Kinds) -> Look {
        match () {
            () if kinds.is_empty() => Look::Nowhere,
            () if kinds.has(Kinds::WORDS) => Look::WithWords,
            () => Look::WithoutWords,
        }
    }
}

/// Patterns compiled together. Immutable, and shared by all threads.
pub struct Scanner {
    patterns: Vec<Pattern>,
    kinds: Kinds,
    look: Look,
    /// For each kind in `kinds` the first pattern that asks for it.
    pattern_of: [u32; Kind::ALL.len()],
    regexes: Regexes,
    options: Arc<Options>,
    built_ins: Arc<BuiltIns>,
    /// Of the built-ins.
    names: Arc<TellingNames>,
}

impl Scanner {
    /// Whether there are no regular expressions. Then [`find`](Scanner::find) on the raw text of a JSON value gives the
    /// matches of each of its strings that has no escapes, whether one asks for them together or one by one.
    pub fn builtin_only(&self) -> bool {
        self.regexes.is_empty()
    }

    /// Whether any text or number in a JSON document could match; false only if none does. Reads the raw bytes once.
    pub fn may_match(&self, json: &[u8]) -> bool {
        if !self.builtin_only() {
            return true;
        }
        let as_numbers = Kinds::LONG_NUMBER.when(self.kinds.has(NUMERIC));
        let found = prefilter::possible(json, self.kinds.with(Kinds::DISGUISED).with(as_numbers), &self.built_ins);
        // Where nothing but URLs has escapes, a look at what they stand for is cheaper than a look at each text.
        if found == Kinds::ESCAPED && memchr::memchr(b'\\', json).is_none() {
            let unescaped = std::str::from_utf8(json).ok().and_then(Unescaped::new);
            return unescaped.is_none_or(|text| {
                !prefilter::possible(text.text().as_bytes(), self.kinds.with(Kinds::NON_ASCII), &self.built_ins)
                    .is_empty()
            });
        }
        !found.is_empty()
    }

    /// Appends the matches in `text`: sorted, without overlaps, on character boundaries. Of overlapping ones the leftmost
    /// wins, then the longest, then the first pattern; what reaches beyond the winner stays a match of its own pattern.
    #[inline]
    pub fn find(&self, text: &str, matches: &mut Vec<Match>) {
        self.find_while(text, matches, &mut || true);
    }

    /// [`find`](Scanner::find) that can be ended between the kinds in a long text, and between the searches of regular
    /// expressions. Matches are then missing.
    #[inline]
    pub fn find_while(&self, text: &str, matches: &mut Vec<Match>, may_go_on: MayGoOn<'_>) {
        let possible = if self.look == Look::WithoutWords {
            prefilter::possible_without_words(text.as_bytes(), self.kinds.with(Kinds::DISGUISED), &self.built_ins)
        } else {
            self.possible_otherwise(text)
        };
        if !possible.is_empty() || !self.regexes.is_empty() {
            self.find_possible(text, possible, matches, may_go_on);
        }
    }

    #[cold]
    fn possible_otherwise(&self, text: &str) -> Kinds {
        match self.look {
            Look::Nowhere => Kinds::NONE,
            Look::WithoutWords | Look::WithWords => {
                prefilter::possible_with_words(text.as_bytes(), self.kinds.with(Kinds::DISGUISED), &self.built_ins)
            }
        }
    }

    /// Whether a name of a member may tell what its value is; false only if it does not. A quick look.
    #[inline]
    pub fn may_be_told_by(&self, name: &str) -> bool {
        self.names.may_tell(name)
    }

    /// [`may_be_told_by`](Scanner::may_be_told_by) that looks closely, for a name that many members have.
    pub fn is_told_by(&self, name: &str) -> bool {
        self.may_be_told_by(name) && !member::is_plain_everywhere(name, &self.built_ins, &self.names)
    }

    /// [`find`](Scanner::find) in the text of a member, whose name may tell what it is: then all of the text is one match, but
    /// for the scheme of an `authorization`.
    pub fn find_member(&self, name: MemberName<'_>, text: &str, matches: &mut Vec<Match>) {
        self.find_member_while(name, text, matches, &mut || true);
    }

    /// [`find_member`](Scanner::find_member) that can be ended like [`find_while`](Scanner::find_while).
    #[inline]
    pub fn find_member_while(
        &self,
        name: MemberName<'_>,
        text: &str,
        matches: &mut Vec<Match>,
        may_go_on: MayGoOn<'_>,
    ) {
        match self.find_told(name, text) {
            Some(told) => matches.push(told),
            None => self.find_while(text, matches, may_go_on),
        }
    }

    /// What the name of a member alone tells of its text.
    pub fn find_told(&self, name: MemberName<'_>, text: &str) -> Option<Match> {
        let (kind, start, end) = member::told(name, text, self.kinds, &self.built_ins, &self.names)?;
        Some(Match::new(start, end, self.pattern_of[kind as usize]))
    }

    /// Whether a number may match, whatever its member is called; false only if it does not. A quick look.
    #[inline]
    pub fn may_match_number(&self, token: &str) -> bool {
        token.len() >= number::SHORTEST || !self.regexes.is_empty()
    }

    /// Appends the match of a JSON number token, if there is one: the whole token, for the first pattern that matches.
    /// Built-in are cards (also as `4111111111111111.0` or `4.111111111111111e15`) and phone numbers with a country code;
    /// regular expressions see the token as it is written.
    pub fn find_number(&self, token: &str, matches: &mut Vec<Match>) {
        self.find_number_while(token, matches, &mut || true);
    }

    /// [`find_number`](Scanner::find_number) that can be ended like [`find_while`](Scanner::find_while).
    pub fn find_number_while(&self, token: &str, matches: &mut Vec<Match>, may_go_on: MayGoOn<'_>) {
        let kinds = if self.kinds.has(NUMERIC) { number::kinds_of(token).and(self.kinds) } else { Kinds::NONE };
        let builtin = kinds.iter().map(|kind| self.pattern_of[kind as usize]).min();
        let regex = if self.regexes.is_empty() { None } else { self.regexes.first_match(token, may_go_on) };
        let pattern = builtin.into_iter().chain(regex).min();
        matches.extend(pattern.map(|pattern| Match::new(0, token.len(), pattern)));
    }

    /// [`find_number_while`](Scanner::find_number_while) for the number of a member, whose name may tell what it is.
    pub fn find_number_of_member_while(
        &self,
        name: MemberName<'_>,
        token: &str,
        matches: &mut Vec<Match>,
        may_go_on: MayGoOn<'_>,
    ) {
        match member::told_of_number(name, token, self.kinds, &self.built_ins, &self.names) {
            Some(kind) => matches.push(Match::new(0, token.len(), self.pattern_of[kind as usize])),
            None => self.find_number_while(token, matches, may_go_on),
        }
    }
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner").field("patterns", &self.patterns).finish_non_exhaustive()
    }
}

/// The kinds that can be JSON numbers.
const NUMERIC: Kinds = Kinds::of(Kind::Card).with(Kinds::of(Kind::Phone));
