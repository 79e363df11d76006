use crate::{
    random::{DIGITS, Random},
    reference,
    sample::{Role, Set, Value},
};

pub fn mac_address(set: Set, random: &mut Random) -> Value {
    // With a digit and a letter in each group of four.
    let pairs: Vec<String> =
        (0..6).map(|_| format!("{}{}", random.text(DIGITS, 1), random.text("abcdef", 1))).collect();
    match random.below(if set == Set::Published { 6 } else { 4 }) {
        0 | 1 => Value::whole(pairs.join(":")),
        2 => Value::whole(pairs.join(":").to_uppercase()),
        3 => Value::whole(pairs.join("-").to_uppercase()),
        4 => Value::whole(pairs.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join(".")).kept_out(true),
        _ => Value::whole(pairs.join("-")).kept_out(true),
    }
}

pub fn imei(set: Set, random: &mut Random) -> Value {
    let digits = loop {
        let digits = format!("35{}", random.text(DIGITS, 13));
        if reference::luhn(&digits) {
            break digits;
        }
    };
    let kept_out = set == Set::Published && random.one_in(2);
    let labels: &[&str] =
        if kept_out { &["imei=", "\"imei\":\"", "IMEI no. "] } else { &["IMEI: ", "IMEI ", "imei: "] };
    let label = *random.pick(labels);
    let digits = match random.below(3) {
        0 => format!("{}-{}-{}-{}", &digits[..2], &digits[2..8], &digits[8..14], &digits[14..]),
        _ => digits,
    };
    Value::default().then(label, Role::Stays).then(digits, Role::Goes).kept_out(kept_out)
}

/// With the check digit of North America, or after a word.
pub fn vehicle_id(set: Set, random: &mut Random) -> Value {
    const ALPHABET: &str = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    let maker = *random.pick(&["1HG", "1FT", "2T1", "3VW", "4T1", "5YJ", "JTD", "KM8"]);
    let tail = format!(
        "{}{}{}",
        random.text("ABCDEFGHJKLMNPRSTVWXY123456789", 1),
        random.text(ALPHABET, 1),
        random.text(DIGITS, 6)
    );
    let (head, check) = (format!("{maker}{}", random.text(ALPHABET, 5)), random.text("0123456789X", 1));
    if random.one_in(2) {
        let kept_out = set == Set::Published && random.one_in(2);
        let labels: &[&str] = if kept_out { &["chassis no. ", "\"vin\":\""] } else { &["VIN: ", "VIN ", "vin="] };
        let value = format!("WVW{}Z{}", &head[3..], tail);
        return Value::default().then(*random.pick(labels), Role::Stays).then(value, Role::Goes).kept_out(kept_out);
    }
    let count = |one: u8| match one {
        b'0'..=b'9' => u32::from(one - b'0'),
        // A to H, J to R and S to Z count from 1 and 2 on: by the last digit of their place on a punched card.
        b'A'..=b'I' => u32::from(one - b'A') + 1,
        b'J'..=b'R' => u32::from(one - b'J') + 1,
        _ => u32::from(one - b'S') + 2,
    };
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = format!("{head}{check}{tail}").bytes().zip(weights).map(|(one, weight)| count(one) * weight).sum();
    let check = if sum % 11 == 10 { "X".to_owned() } else { (sum % 11).to_string() };
    Value::whole(format!("{head}{check}{tail}"))
}
