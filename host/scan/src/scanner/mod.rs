//! A compiled policy: built-in kinds and regular expressions over one text.

mod compile;
mod number;
pub(crate) mod overlap;
pub(crate) mod prefilter;
mod probe;
mod regexes;
mod replacement;
mod word_shapes;

use super::{Kind, Match, MemberName, Options, Pattern, member};
use crate::kinds::ip::{v4, v6};
use crate::kinds::{
    bank_account, bearer, birth_date, card, coordinates, crypto_wallet, device_id, email, iban, jwt, mac_address,
    national_id, passport, phone, secret, ssn, url_credentials, user_path, vehicle_id,
};
use crate::member::list::TellingNames;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::scanner::regexes::Regexes;
use crate::text::escapes::Unescaped;
use crate::text::fold::Folded;
pub use compile::is_rule_name;
use std::sync::Arc;

/// Asked while a search goes on, which may take long; where it says no, the search ends, and what it has left out must not
/// be let through.
pub type MayGoOn<'a> = &'a mut dyn FnMut() -> bool;

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

    fn find_possible(&self, text: &str, possible: Kinds, matches: &mut Vec<Match>, may_go_on: MayGoOn<'_>) {
        let from = matches.len();
        let long = text.len() > LONG_TEXT;
        for kind in possible.iter() {
            if long && !may_go_on() {
                return;
            }
            let pattern = self.pattern_of[kind as usize];
            find_kind(kind, text, &self.built_ins, |start, end| matches.push(Match::new(start, end, pattern)));
        }
        if long && !may_go_on() {
            return;
        }
        if possible.has(Kinds::NON_ASCII) {
            self.find_folded(text, |start, end| (start, end), matches);
        }
        if possible.has(Kinds::ESCAPED) {
            self.find_unescaped(text, from, matches);
        }
        self.regexes.find(text, matches, may_go_on);
        let is_of =
            |pattern: u32, kind: Kind| self.kinds.has(Kinds::of(kind)) && pattern == self.pattern_of[kind as usize];
        let rank = |pattern: u32| match () {
            () if is_of(pattern, Kind::DeviceId) || is_of(pattern, Kind::NationalId) => 0,
            () if is_of(pattern, Kind::Phone) => 2,
            () => 1,
        };
        overlap::resolve(matches, from, rank, |rest, winner| {
            let host = is_of(rest.pattern, Kind::Email) && text.as_bytes()[rest.start as usize] == b'@';
            !(host && is_of(winner.pattern, Kind::UrlCredentials))
        });
    }

    /// Of the matches in the text as it stands, those from `from` on, an escape after a backslash is no part.
    #[cold]
    fn find_unescaped(&self, text: &str, from: usize, matches: &mut Vec<Match>) {
        let Some(unescaped) = Unescaped::new(text) else { return };
        // `\n` in `C:\Users\nancy` is none.
        let path = self.kinds.has(Kinds::of(Kind::UserPath)).then_some(self.pattern_of[Kind::UserPath as usize]);
        for one in matches[from..].iter_mut().filter(|one| Some(one.pattern) != path) {
            one.start = one.end.min(unescaped.after_escape(text, one.start as usize) as u32);
        }
        let possible =
            prefilter::possible(unescaped.text().as_bytes(), self.kinds.with(Kinds::NON_ASCII), &self.built_ins);
        let original = |start, end| unescaped.original(start, end);
        self.find_seen(possible, unescaped.text(), original, matches);
        if possible.has(Kinds::NON_ASCII) {
            self.find_folded(unescaped.text(), original, matches);
        }
    }

    /// `original` leads from places in `text` to those in the text that it was made of.
    #[cold]
    fn find_folded(&self, text: &str, original: impl Fn(usize, usize) -> (usize, usize), matches: &mut Vec<Match>) {
        let Some(folded) = Folded::new(text) else { return };
        let possible = prefilter::possible(folded.text().as_bytes(), self.kinds, &self.built_ins);
        let original = |start, end| {
            let (start, end) = folded.original(start, end);
            original(start, end)
        };
        self.find_seen(possible, folded.text(), original, matches);
    }

    fn find_seen(
        &self,
        possible: Kinds,
        text: &str,
        original: impl Fn(usize, usize) -> (usize, usize),
        matches: &mut Vec<Match>,
    ) {
        for kind in possible.iter() {
            let pattern = self.pattern_of[kind as usize];
            find_kind(kind, text, &self.built_ins, |start, end| {
                let (start, end) = original(start, end);
                matches.push(Match::new(start, end, pattern));
            });
        }
    }
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner").field("patterns", &self.patterns).finish_non_exhaustive()
    }
}

/// Of a text with more bytes, one kind takes so long that the run's clock is asked before the next.
const LONG_TEXT: usize = 16 << 10;

/// The kinds that can be JSON numbers.
const NUMERIC: Kinds = Kinds::of(Kind::Card).with(Kinds::of(Kind::Phone));

pub(crate) fn find_kind(kind: Kind, text: &str, built_ins: &BuiltIns, found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    match kind {
        Kind::Email => email::find(text, found),
        Kind::Phone => phone::find(bytes, &built_ins.plans, found),
        Kind::Card => card::find(bytes, found),
        Kind::Iban => iban::find(bytes, found),
        Kind::Ipv4 => v4::find(bytes, found),
        Kind::Ipv6 => v6::find(bytes, found),
        Kind::Jwt => jwt::find(bytes, found),
        Kind::Bearer => bearer::find(bytes, found),
        Kind::UrlCredentials => url_credentials::find(bytes, &built_ins.secret_names, found),
        Kind::Ssn => ssn::find(bytes, found),
        Kind::Secret => secret::find(bytes, &built_ins.secret_names, found),
        // Only the name of a member tells one.
        Kind::Person => {}
        Kind::NationalId => national_id::find(bytes, found),
        Kind::Passport => passport::find(bytes, found),
        Kind::BankAccount => bank_account::find(bytes, found),
        Kind::CryptoWallet => crypto_wallet::find(bytes, found),
        Kind::MacAddress => mac_address::find(bytes, found),
        Kind::DeviceId => device_id::find(bytes, found),
        Kind::VehicleId => vehicle_id::find(bytes, found),
        Kind::BirthDate => birth_date::find(bytes, found),
        Kind::Coordinates => coordinates::find(bytes, found),
        Kind::UserPath => user_path::find(bytes, found),
    }
}
