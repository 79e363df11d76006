//! Bank accounts that are no IBAN, after a word that tells them:
//!
//! - routing numbers of the United States: nine digits with a check digit
//!   (<https://www.aba.com/about-us/routing-number>);
//! - sort codes of the United Kingdom, `12-34-56`, and the account of eight digits after one
//!   (<https://www.vocalink.com/tools/modulus-checking/>; the check depends on tables of the banks, and is not made);
//! - numbers of accounts, and codes of banks, as they are written; after a word that also stands for other accounts, those with check
//!   digits (`checked`), and others beside the code of a bank (`company`);
//! - BIC (ISO 9362, <https://www.swift.com/standards/data-standards/bic-business-identifier-code>).

mod bank_code;
mod bic;
mod checked;
mod company;
mod number;

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, is_word};
use company::Neighbour;

const ACCOUNT: usize = 8;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let (mut floor, mut last) = (0, None);
    label::each_told(text, Labels::BANK_ACCOUNT, |start, told| {
        if start < floor {
            return;
        }
        let labels = told.labels;
        let is_whole = |end: &usize| !is_word(at(text, *end)) && told.admits(*end);
        let beside = |end: &usize| company::is_near(text, (start, *end), labels, last);
        let end = end_of(text, start, labels).filter(is_whole);
        let end = end.or_else(|| beside_end(text, start, labels).filter(is_whole).filter(beside));
        let may_be = end.or_else(|| beside_end(text, start, labels));
        last = may_be.map(|place| Neighbour { told: labels, end: place, is_found: end.is_some() }).or(last);
        let Some(end) = end else { return };
        found(start, end);
        floor = end;
        let is_sort_code = labels.has(Labels::of(Told::SortCode));
        if let Some(account) = is_sort_code.then(|| company::account_before(text, start)).flatten() {
            found(account, account + ACCOUNT);
        }
        let account = match () {
            () if is_sort_code => company::account_after(text, end),
            () if labels.has(Labels::of(Told::BankCode)) => company::account_touching(text, end),
            () => None,
        };
        if let Some((account, account_end)) = account {
            found(account, account_end);
            floor = account_end;
        }
    });
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8], told: Labels) -> bool {
    end_of(value, 0, told) == Some(value.len())
}

fn end_of(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    type End = fn(&[u8], usize) -> Option<usize>;
    const ENDS: [(Told, End); 7] = [
        (Told::Routing, bank_code::routing_end),
        (Told::SortCode, bank_code::sort_code_end),
        (Told::Swift, bic::end_of),
        (Told::Account, checked::end_of),
        (Told::AnyAccount, checked::end_of),
        (Told::Account, number::account_end),
        (Told::BankCode, bank_code::bank_code_end),
    ];
    ENDS.iter().filter(|(one, _)| told.has(Labels::of(*one))).find_map(|(_, end)| end(text, start))
}

/// The end of what is one only where another part of an account stands near it.
fn beside_end(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    let account = told.has(Labels::of(Told::AnyAccount)).then(|| number::account_end(text, start)).flatten();
    account.or_else(|| told.has(Labels::of(Told::Branch)).then(|| bank_code::branch_end(text, start)).flatten())
}
