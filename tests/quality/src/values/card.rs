use super::grouped;
use crate::{
    random::{DIGITS, Random},
    reference,
    sample::{Set, Value},
};

/// First digits and lengths of ISO/IEC 7812 issuers, as the schemes publish them.
const ISSUERS: &[(&[&str], &[usize])] = &[
    (&["4"], &[16, 16, 16, 13, 19]),
    (&["51", "52", "53", "54", "55", "2221", "2500", "2720"], &[16]),
    (&["34", "37"], &[15]),
    (&["300", "305", "36", "38", "39"], &[14]),
    (&["6011", "644", "649", "65"], &[16]),
    (&["3528", "3589"], &[16]),
    (&["1800", "2131"], &[15]),
    (&["62"], &[16, 17, 18, 19]),
    (&["5018", "5020", "5038", "5893", "6304", "6759", "6761", "6763"], &[12, 13, 16, 19]),
    (&["2200", "2204"], &[16]),
    (&["9792"], &[16]),
    (&["9704"], &[16, 19]),
    (&["60", "81", "82", "508"], &[16]),
    (&["636368", "506699"], &[16]),
];

pub fn card(set: Set, random: &mut Random) -> Value {
    let digits = number(random);
    let groups: &[usize] = match digits.len() {
        15 => &[4, 6],
        14 => &[4, 6],
        _ => &[4, 4, 4, 4],
    };
    match random.below(if set == Set::Published { 12 } else { 9 }) {
        0..=3 => Value::whole(digits),
        4..=6 => Value::whole(grouped(&digits, groups, " ")),
        7..=8 => Value::whole(grouped(&digits, groups, "-")),
        9 => Value::whole(grouped(&digits, groups, ".")).kept_out(true),
        10 => Value::whole(grouped(&digits, groups, "\u{a0}")).kept_out(true),
        _ => Value::whole(grouped(&digits, groups, "  ")).kept_out(true),
    }
}

fn number(random: &mut Random) -> String {
    let (prefixes, lengths) = *random.pick(ISSUERS);
    let (prefix, length) = (*random.pick(prefixes), *random.pick(lengths));
    let body = format!("{prefix}{}", random.text(DIGITS, length - 1 - prefix.len()));
    let check = (0..10).map(|digit| format!("{body}{digit}")).find(|number| reference::luhn(number));
    check.expect("one of ten digits is the check digit")
}
