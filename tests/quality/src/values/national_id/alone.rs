use super::{UPPER, birth, digits, number, searched, values, weighted};
use crate::{
    random::{DIGITS, Random},
    reference,
    sample::{Set, Value},
};

/// Ids that need no word: they have letters and a check, or separators in places of their own.
pub fn alone(set: Set, random: &mut Random) -> Value {
    let which = random.below(if set == Set::Published { 15 } else { 10 });
    let text = match which {
        0 => nino(random),
        1 => nir(random),
        2 => nie(random),
        3 => codice_fiscale(random),
        4 => hetu(random),
        5 => swiss(random, "."),
        6 => cpf(random),
        7 => cnpj(random, DIGITS),
        8 => curp(random),
        9 => singaporean(random),
        10 => belgian(random),
        11 => swedish(random),
        12 => swiss(random, ""),
        13 => cnpj(random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        _ => itin(random),
    };
    Value::whole(text).kept_out(which >= 10)
}

fn nino(random: &mut Random) -> String {
    let prefix = *random.pick(&["AB", "CE", "JG", "PW", "SR", "YH"]);
    let pair = |random: &mut Random| random.text(DIGITS, 2);
    format!("{prefix} {} {} {} {}", pair(random), pair(random), pair(random), random.text("ABCD", 1))
}

fn nir(random: &mut Random) -> String {
    let (sex, year, month) = (random.between(1, 2), random.between(30, 99), random.between(1, 12));
    let (place, order) = (random.between(1001, 95999), random.between(1, 999));
    let head = format!("{sex}{year:02}{month:02}{place:05}{order:03}");
    let key = 97 - number(&head) % 97;
    if random.one_in(2) {
        return format!("{head}{key:02}");
    }
    let parts = [&head[..1], &head[1..3], &head[3..5], &head[5..7], &head[7..10], &head[10..]];
    format!("{} {key:02}", parts.join(" "))
}

fn nie(random: &mut Random) -> String {
    let (first, rest) = (random.below(3), random.text(DIGITS, 7));
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[number(&format!("{first}{rest}")) as usize % 23];
    let separator = if random.one_in(3) { "-" } else { "" };
    format!("{}{separator}{rest}{separator}{}", ["X", "Y", "Z"][first], char::from(letter))
}

fn codice_fiscale(random: &mut Random) -> String {
    const ODD: &str = "BAFHJNPRTVCESULDGIMOQKWZYX";
    let (names, month) = (random.text("BCDFGLMNPRST", 6), random.text("ABCDEHLMPRST", 1));
    let day = random.between(1, 28) + if random.one_in(2) { 40 } else { 0 };
    let head = format!(
        "{names}{}{month}{day:02}{}{}",
        random.text(DIGITS, 2),
        random.text("ABCDEFGHIL", 1),
        random.text(DIGITS, 3)
    );
    let count = |one: char| one.to_digit(10).unwrap_or_else(|| u32::from(one) - u32::from('A'));
    // The letter in place n of `ODD` stands for the n-th character: its own place in the alphabet is what it counts.
    let odd = |one: char| u32::from(ODD.as_bytes()[count(one) as usize] - b'A');
    let sum: u32 =
        head.chars().enumerate().map(|(place, one)| if place % 2 == 0 { odd(one) } else { count(one) }).sum();
    format!("{head}{}", char::from(b'A' + (sum % 26) as u8))
}

fn hetu(random: &mut Random) -> String {
    let birth = birth(random);
    let date = format!("{}{}{}", &birth[6..], &birth[4..6], &birth[2..4]);
    let serial = format!("{:03}", random.between(2, 899));
    let sign = if birth.starts_with("20") { "A" } else { "-" };
    let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY"[(number(&format!("{date}{serial}")) % 31) as usize];
    format!("{date}{sign}{serial}{}", char::from(check))
}

fn swiss(random: &mut Random, separator: &str) -> String {
    let rest = digits(random, 10, |rest| {
        let all: Vec<u32> = [7, 5, 6].iter().chain(rest).copied().collect();
        weighted(&all, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0
    });
    ["756", &rest[..4], &rest[4..8], &rest[8..]].join(separator)
}

fn cpf(random: &mut Random) -> String {
    let text = super::told::cpf(random);
    format!("{}.{}.{}-{}", &text[..3], &text[3..6], &text[6..9], &text[9..])
}

fn cnpj(random: &mut Random, alphabet: &str) -> String {
    let head = format!("{}0001", random.text(alphabet, 8));
    let check = |text: &str| {
        let weights = (2..=9).cycle();
        let sum: u32 = text.bytes().rev().zip(weights).map(|(byte, weight)| (u32::from(byte) - 48) * weight).sum();
        if sum % 11 < 2 { 0 } else { 11 - sum % 11 }
    };
    let first = check(&head);
    let second = check(&format!("{head}{first}"));
    format!("{}.{}.{}/{}-{first}{second}", &head[..2], &head[2..5], &head[5..8], &head[8..])
}

fn curp(random: &mut Random) -> String {
    const ALPHABET: &str = "0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ";
    let birth = birth(random);
    let (sex, state) = (random.text("HM", 1), *random.pick(&["DF", "JC", "NL", "PL", "VZ", "YN", "NE"]));
    let head = format!(
        "{}{}{sex}{state}{}{}",
        random.text(UPPER, 4),
        &birth[2..],
        random.text("BCDFGLMNPRST", 3),
        random.text(DIGITS, 1)
    );
    let count = |one: char| ALPHABET.find(one).expect("in the alphabet");
    let sum: usize = head.chars().enumerate().map(|(place, one)| (18 - place) * count(one)).sum();
    format!("{head}{}", (10 - sum % 10) % 10)
}

fn singaporean(random: &mut Random) -> String {
    let (series, rest) = (*random.pick(&['S', 'T', 'F', 'G']), random.text(DIGITS, 7));
    let offset = if matches!(series, 'T' | 'G') { 4 } else { 0 };
    let place = (weighted(&values(&rest), &[2, 7, 6, 5, 4, 3, 2]) + offset) as usize % 11;
    let letters = if matches!(series, 'S' | 'T') { b"JZIHGFEDCBA" } else { b"XWUTRQPNMLK" };
    format!("{series}{rest}{}", char::from(letters[place]))
}

fn belgian(random: &mut Random) -> String {
    let birth = birth(random);
    let head = format!("{}{:03}", &birth[2..], random.between(1, 997));
    let all = if birth.starts_with("20") { format!("2{head}") } else { head.clone() };
    let check = 97 - number(&all) % 97;
    format!("{}.{}.{}-{}.{check:02}", &head[..2], &head[2..4], &head[4..6], &head[6..])
}

fn swedish(random: &mut Random) -> String {
    let birth = birth(random);
    let is_valid = |serial: &str| reference::luhn(&format!("{}{serial}", &birth[2..]));
    let serial = searched(|| random.text(DIGITS, 4), is_valid);
    format!("{birth}-{serial}")
}

fn itin(random: &mut Random) -> String {
    format!("9{}-{}-{}", random.text(DIGITS, 2), random.between(70, 88), random.text(DIGITS, 4))
}
