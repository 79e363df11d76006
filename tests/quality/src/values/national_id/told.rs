use super::{UPPER, birth, digits, number, searched, values, weighted};
use crate::{
    random::{DIGITS, Random},
    reference,
    sample::{Role, Set, Value},
};

/// A label, one that is kept out, and an id that it tells.
type Told = (&'static str, &'static str, fn(&mut Random) -> String);

const TOLD: &[Told] = &[
    ("NI number: ", "national insurance no. ", nino),
    ("NHS number ", "nhsNumber=", nhs),
    ("Steuer-ID: ", "IdNr ", german),
    ("DNI ", "dni: ", dni),
    ("BSN: ", "burgerservicenummer ", bsn),
    ("PESEL ", "pesel=", pesel),
    ("personnummer: ", "personnr ", swedish),
    ("NIF: ", "contribuinte ", portuguese),
    ("PPS number: ", "PPSN ", pps),
    ("SIN: ", "social insurance number ", canadian),
    ("CPF ", "cpf=", cpf),
    ("Aadhaar: ", "aadhaar no. ", aadhaar),
    ("tax id ", "national id: ", german),
    ("EIN: ", "employer id ", ein),
    // From here on kept out.
    ("SVNR ", "Sozialversicherungsnummer: ", austrian),
    ("fødselsnummer ", "fnr=", norwegian),
    ("TFN: ", "tax file number ", australian),
    ("RSA ID ", "South African ID: ", south_african),
    ("PAN: ", "permanent account number ", pan),
];
const FIRST_KEPT_OUT: usize = 14;

/// Ids that only a word tells.
pub fn told(set: Set, random: &mut Random) -> Value {
    let place = random.below(if set == Set::Published { TOLD.len() } else { FIRST_KEPT_OUT });
    let (label, other, id) = TOLD[place];
    let other_label = set == Set::Published && random.one_in(2);
    Value::default()
        .then(if other_label { other } else { label }, Role::Stays)
        .then(id(random), Role::Goes)
        .kept_out(other_label || place >= FIRST_KEPT_OUT)
}

/// With blanks in some places, now and then.
fn spaced(random: &mut Random, text: String, sizes: &[usize]) -> String {
    if random.one_in(2) { crate::values::grouped(&text, sizes, " ") } else { text }
}

fn nino(random: &mut Random) -> String {
    format!("{}{}{}", random.pick(&["AB", "CE", "JG", "PW", "SR"]), random.text(DIGITS, 6), random.text("ABCD", 1))
}

fn nhs(random: &mut Random) -> String {
    let text = digits(random, 10, |id| id[0] > 0 && weighted(id, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0);
    spaced(random, text, &[3, 3])
}

/// ISO 7064, mod 11,10; one digit of the first ten is there twice.
fn german(random: &mut Random) -> String {
    loop {
        let mut ten: Vec<u32> = (0..10).collect();
        (0..10).for_each(|place| ten.swap(place, random.below(10)));
        let (from, to) = (random.below(10), random.below(10));
        ten[to] = ten[from];
        if from == to || ten[0] == 0 {
            continue;
        }
        let mut product = 10;
        for digit in &ten {
            let sum = (digit + product) % 10;
            product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
        }
        let check = (11 - product) % 10;
        let text: String = ten.iter().chain([&check]).map(u32::to_string).collect();
        return spaced(random, text, &[2, 3, 3]);
    }
}

fn dni(random: &mut Random) -> String {
    let digits = random.number(8);
    format!("{digits}{}", char::from(b"TRWAGMYFPDXBNJZSQVHLCKE"[number(&digits) as usize % 23]))
}

fn bsn(random: &mut Random) -> String {
    digits(random, 9, |id| id[0] > 0 && weighted(id, &[9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0)
}

fn pesel(random: &mut Random) -> String {
    let birth = birth(random);
    let month = number(&birth[4..6]) + if birth.starts_with("20") { 20 } else { 0 };
    let head = format!("{}{month:02}{}", &birth[2..4], &birth[6..]);
    let is_valid = |id: &str| weighted(&values(id), &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;
    searched(|| format!("{head}{}", random.text(DIGITS, 5)), is_valid)
}

fn swedish(random: &mut Random) -> String {
    let birth = birth(random);
    let id = searched(|| format!("{}{}", &birth[2..], random.text(DIGITS, 4)), reference::luhn);
    format!("{}-{}", &id[..6], &id[6..])
}

fn portuguese(random: &mut Random) -> String {
    let is_valid = |id: &[u32]| {
        let rest = weighted(id, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        matches!(id[0], 1..=3) && i64::from(id[8]) == if rest < 2 { 0 } else { 11 - rest }
    };
    let text = digits(random, 9, is_valid);
    spaced(random, text, &[3, 3])
}

fn pps(random: &mut Random) -> String {
    let digits = random.text(DIGITS, 7);
    let letter = weighted(&values(&digits), &[8, 7, 6, 5, 4, 3, 2]) as usize % 23;
    format!("{digits}{}", char::from(b"WABCDEFGHIJKLMNOPQRSTUV"[letter]))
}

fn canadian(random: &mut Random) -> String {
    let text = searched(|| format!("{}{}", random.between(1, 7), random.text(DIGITS, 8)), reference::luhn);
    spaced(random, text, &[3, 3])
}

pub(super) fn cpf(random: &mut Random) -> String {
    let head = random.number(9);
    let check = |text: &str| {
        let sum: i64 = weighted(&values(text), &(2..=text.len() as i64 + 1).rev().collect::<Vec<_>>());
        sum * 10 % 11 % 10
    };
    let first = check(&head);
    let second = check(&format!("{head}{first}"));
    format!("{head}{first}{second}")
}

/// Verhoeff, by the table of the dihedral group.
fn aadhaar(random: &mut Random) -> String {
    const PRODUCTS: [&[u8; 10]; 10] = [
        b"0123456789",
        b"1234067895",
        b"2340178956",
        b"3401289567",
        b"4012395678",
        b"5987604321",
        b"6598710432",
        b"7659821043",
        b"8765932104",
        b"9876543210",
    ];
    const PERMUTATIONS: [&[u8; 10]; 8] = [
        b"0123456789",
        b"1576283094",
        b"5803796142",
        b"8916043527",
        b"9453126870",
        b"4286573901",
        b"2793806415",
        b"7046913258",
    ];
    let is_valid = |id: &str| {
        let sum = values(id).iter().rev().enumerate().fold(0, |sum, (place, digit)| {
            let permuted = PERMUTATIONS[place % 8][*digit as usize] - b'0';
            usize::from(PRODUCTS[sum][usize::from(permuted)] - b'0')
        });
        sum == 0
    };
    let text = searched(|| format!("{}{}", random.between(2, 9), random.text(DIGITS, 11)), is_valid);
    spaced(random, text, &[4, 4])
}

fn ein(random: &mut Random) -> String {
    format!("{}-{}", random.pick(&["12", "20", "46", "83", "91"]), random.number(7))
}

fn austrian(random: &mut Random) -> String {
    let birth = birth(random);
    let date = format!("{}{}{}", &birth[6..], &birth[4..6], &birth[2..4]);
    let is_valid = |id: &str| {
        let digits = values(id);
        weighted(&digits, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == i64::from(digits[3])
    };
    let text = searched(|| format!("{}{date}", random.number(4)), is_valid);
    spaced(random, text, &[4])
}

fn norwegian(random: &mut Random) -> String {
    let birth = birth(random);
    let date = format!("{}{}{}", &birth[6..], &birth[4..6], &birth[2..4]);
    let is_valid = |id: &str| {
        let digits = values(id);
        weighted(&digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
            && weighted(&digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
    };
    searched(|| format!("{date}{}", random.text(DIGITS, 5)), is_valid)
}

fn australian(random: &mut Random) -> String {
    let text = digits(random, 9, |id| id[0] > 0 && weighted(id, &[1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0);
    spaced(random, text, &[3, 3])
}

fn south_african(random: &mut Random) -> String {
    let birth = birth(random);
    let head = format!("{}{}{}8", &birth[2..], random.text(DIGITS, 4), random.below(2));
    searched(|| format!("{head}{}", random.text(DIGITS, 1)), reference::luhn)
}

fn pan(random: &mut Random) -> String {
    format!("{}P{}{}{}", random.text(UPPER, 3), random.text(UPPER, 1), random.number(4), random.text(UPPER, 1))
}
