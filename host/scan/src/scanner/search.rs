//! The search for the kinds that could occur in a text.

use super::regexes::MayGoOn;
use super::{Scanner, overlap, prefilter};
use crate::kinds::ip::{v4, v6};
use crate::kinds::{
    bank_account, bearer, birth_date, card, coordinates, crypto_wallet, device_id, email, iban, jwt, mac_address,
    national_id, passport, phone, secret, ssn, url_credentials, user_path, vehicle_id,
};
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::escapes::Unescaped;
use crate::text::fold::Folded;
use crate::{Kind, Match};

/// Of a text with more bytes, one kind takes so long that the run's clock is asked before the next.
const LONG_TEXT: usize = 16 << 10;

impl Scanner {
    pub(super) fn find_possible(&self, text: &str, possible: Kinds, matches: &mut Vec<Match>, may_go_on: MayGoOn<'_>) {
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
