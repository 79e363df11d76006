use crate::{
    random::{DIGITS, HEX, Random},
    sample::{Role, Set, Value},
};

/// Accounts that are no IBAN, after a word.
pub fn bank_account(set: Set, random: &mut Random) -> Value {
    let kept_out = set == Set::Published && random.one_in(2);
    let label = |label: &'static str, other: &'static str| if kept_out { other } else { label };
    match random.below(3) {
        0 => {
            let routing = loop {
                let digits = format!("{}{}", random.pick(&["02", "11", "26", "32", "07"]), random.text(DIGITS, 7));
                let sum: u32 = digits
                    .bytes()
                    .zip([3, 7, 1].iter().cycle())
                    .map(|(byte, weight)| u32::from(byte - b'0') * weight)
                    .sum();
                if sum.is_multiple_of(10) {
                    break digits;
                }
            };
            Value::default().then(label("routing number: ", "ABA routing no. "), Role::Stays).then(routing, Role::Goes)
        }
        1 => {
            let pairs: Vec<String> = (0..3).map(|_| random.text(DIGITS, 2)).collect();
            Value::default()
                .then(label("sort code ", "Sort Code: "), Role::Stays)
                .then(pairs.join("-"), Role::Goes)
                .then(label(" account ", ", account number: "), Role::Stays)
                .then(random.number(8), Role::Goes)
        }
        _ => {
            let branch = if random.one_in(2) { "500" } else { "" };
            let bank = *random.pick(&["DEUTDEFF", "BNPAFRPP", "CHASUS33", "NEDSZAJJ", "BARCGB22", "UBSWCHZH"]);
            let value = format!("{bank}{branch}");
            Value::default().then(label("BIC: ", "SWIFT code "), Role::Stays).then(value, Role::Goes)
        }
    }
    .kept_out(kept_out)
}

/// Addresses that are published with their checksums, and new ones of Ethereum, which have none.
pub fn crypto_wallet(set: Set, random: &mut Random) -> Value {
    const BITCOIN: [&str; 5] = [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ];
    const KEPT_OUT: [&str; 2] = [
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    ];
    match random.below(if set == Set::Published { 5 } else { 4 }) {
        0 | 1 => Value::whole(*random.pick(&BITCOIN)),
        4 => Value::whole(*random.pick(&KEPT_OUT)).kept_out(true),
        _ => Value::whole(format!("0x{}", random.text(HEX, 40))),
    }
}
