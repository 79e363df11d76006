use super::grouped;
use crate::{
    random::{BASE36, DIGITS, Random},
    reference,
    sample::{Set, Value},
};

/// The country and the structure of its account numbers, from the IBAN registry (SWIFT): n digits, a letters, c both.
pub const STRUCTURES: &str = "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BR23n1a1c CH5n12c \
    CR18n CY8n16c CZ20n DE18n DK14n DO4c20n EE16n ES20n FI14n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c \
    GT4c20c HR17n HU24n IE4a14n IL19n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LI5n12c LT16n LU3n13c \
    LV4a13c MC10n11c2n MD2c18c ME18n MK3n10c2n MR23n MT4a5n18c MU4a19n3a NL4a10n NO11n PK4a16c PL24n PS4a21c PT21n \
    QA4a21c RO4a16c RS18n SA2n18c SE20n SI15n SK20n SM1a10n12c TL19n TN20n TR5n1n16c UA6n19c VA18n VG4a16n XK16n";

pub fn iban(set: Set, random: &mut Random) -> Value {
    let compact = number(random);
    let fours = |separator: &str| grouped(&compact, &[4; 8], separator);
    match random.below(if set == Set::Published { 14 } else { 10 }) {
        0..=3 => Value::whole(compact),
        4..=7 => Value::whole(fours(" ")),
        8 => Value::whole(compact.to_lowercase()),
        9 => Value::whole(fours("-")),
        10 => Value::whole(fours(".")).kept_out(true),
        11 => Value::whole(grouped(&compact, &[2, 2, 8], " ")).kept_out(true),
        12 => Value::whole(fours("\u{a0}")).kept_out(true),
        _ => Value::whole(fours(" ").to_lowercase()).kept_out(true),
    }
}

fn number(random: &mut Random) -> String {
    let structures: Vec<_> = STRUCTURES.split_whitespace().collect();
    let (country, structure) = random.pick(&structures).split_at(2);
    let mut account = String::new();
    let mut count = 0;
    for character in structure.chars() {
        let alphabet = match character {
            'n' => DIGITS,
            'a' => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            'c' => BASE36,
            digit => {
                count = count * 10 + digit.to_digit(10).expect("a digit") as usize;
                continue;
            }
        };
        account.push_str(&random.text(alphabet, count).to_uppercase());
        count = 0;
    }
    // ISO 7064: the check digits are 98 less the remainder with 00 in their place.
    let check = 98 - reference::mod_97(&format!("{country}00{account}")).expect("letters and digits");
    format!("{country}{check:02}{account}")
}
