use super::grouped;
use crate::{
    locale::{columns, lines},
    random::Random,
    sample::{Role, Set, Value},
};
use std::{collections::BTreeMap, sync::OnceLock};

/// A number of a plan: `data/phones.tsv`, whose last four digits may be any.
struct Number {
    /// As in `+44 20 7946 0958`.
    international: String,
    /// As in `020 7946 0958`.
    national: String,
}

/// The telephone regions, ISO 3166-1.
pub fn regions() -> Vec<&'static str> {
    plans().keys().copied().collect()
}

fn plans() -> &'static BTreeMap<&'static str, Vec<[&'static str; 2]>> {
    static PLANS: OnceLock<BTreeMap<&'static str, Vec<[&'static str; 2]>>> = OnceLock::new();
    PLANS.get_or_init(|| {
        let mut plans: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for [region, _, international, national] in lines(include_str!("../../data/phones.tsv")).map(columns) {
            plans.entry(region).or_default().push([international, national]);
        }
        plans
    })
}

fn number(region: &str, random: &mut Random) -> Number {
    let [international, national] = *random.pick(&plans()[region]);
    let end = random.bits() % 10_000;
    Number { international: with_end(international, end), national: with_end(national, end) }
}

/// The text with other last four digits.
fn with_end(text: &str, mut end: u64) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for digit in characters.iter_mut().rev().filter(|character| character.is_ascii_digit()).take(4) {
        *digit = char::from(b'0' + u8::try_from(end % 10).expect("a digit"));
        end /= 10;
    }
    characters.into_iter().collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// With its country's code, after `+` or `00`.
pub fn international(set: Set, region: &str, random: &mut Random) -> Value {
    let text = number(region, random).international;
    let e164 = format!("+{}", digits(&text));
    let spaced = text.replace(['-', '/'], " ").replace(['(', ')'], "");
    match random.below(if set == Set::Published { 14 } else { 10 }) {
        0..=2 => Value::whole(e164),
        3..=5 => Value::whole(text),
        6 => Value::whole(spaced.replace(' ', "-")),
        7 => Value::whole(spaced.replace(' ', ".")),
        8 => Value::whole(spaced.replacen('+', "00", 1)),
        9 => Value::default().then("tel:", Role::Stays).then(spaced.replace(' ', "-"), Role::Goes),
        10 => Value::whole(spaced.replace(' ', "\u{a0}")).kept_out(true),
        11 => Value::whole(spaced.replace(' ', "\u{2011}")).kept_out(true),
        12 => Value::whole(format!("{spaced} x{}", random.number(4))).kept_out(true),
        _ => Value::default()
            .then("sip:", Role::Stays)
            .then(e164, Role::Goes)
            .then("@wwe.example.com", Role::Stays)
            .kept_out(true),
    }
}

/// As it is dialled in its country, with separators: digits alone say nothing.
pub fn national(region: &str, random: &mut Random) -> Value {
    let text = number(region, random).national;
    let has_separators = text.contains(|character: char| !character.is_ascii_digit());
    Value::whole(if has_separators { text } else { grouped(&text, &[3, 3, 2, 2], " ") })
}

/// As it is dialled, where a word says what it is: digits alone too, and other separators.
pub fn labelled(set: Set, region: &str, random: &mut Random) -> Value {
    let Number { international, national } = number(region, random);
    match random.below(if set == Set::Published { 10 } else { 8 }) {
        0..=4 => Value::whole(national),
        5..=6 => Value::whole(digits(&national)),
        7 => Value::whole(digits(&international)),
        8 => Value::whole(grouped(&digits(&national), &[3, 2, 2, 2], " ")).kept_out(true),
        _ => Value::whole(national.replace([' ', '-'], ".").replace(['(', ')'], "")).kept_out(true),
    }
}
