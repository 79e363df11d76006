use crate::{
    random::Random,
    sample::{Role, Set, Value},
};

/// As the Social Security Administration gives them out: no area 000, 666 or from 900, no group 00, no serial 0000.
pub fn ssn(set: Set, random: &mut Random) -> Value {
    let (area, group, serial) = parts(random);
    match random.below(if set == Set::Published { 8 } else { 6 }) {
        0..=3 => Value::whole(format!("{area}-{group}-{serial}")),
        4..=5 => Value::whole(format!("{area} {group} {serial}")),
        6 => Value::whole(format!("{area}\u{2011}{group}\u{2011}{serial}")).kept_out(true),
        _ => Value::whole(format!("{area}.{group}.{serial}")).kept_out(true),
    }
}

/// Digits alone, after a word.
pub fn labelled(set: Set, random: &mut Random) -> Value {
    let (area, group, serial) = parts(random);
    let kept_out = set == Set::Published && random.one_in(2);
    let words: &[&str] = if kept_out { &["SSN=", "social security no. ", "ssn\":\""] } else { &["ssn: ", "SSN "] };
    let word = *random.pick(words);
    Value::default().then(word, Role::Stays).then(format!("{area}{group}{serial}"), Role::Goes).kept_out(kept_out)
}

fn parts(random: &mut Random) -> (String, String, String) {
    let area = loop {
        let area = random.between(1, 899);
        if area != 666 {
            break area;
        }
    };
    (format!("{area:03}"), format!("{:02}", random.between(1, 99)), format!("{:04}", random.between(1, 9999)))
}
