use crate::{
    locale::Locale,
    random::{BASE36, DIGITS, Random},
    sample::{Set, Value},
};

/// Any letter script, as RFC 6531 allows it before and behind the `@`.
const UNICODE_DOMAINS: &[&str] =
    &["例え.jp", "müller-café.de", "почта.рф", "παράδειγμα.gr", "उदाहरण.भारत", "예시.한국", "例子.中国", "مثال.شبكة"];
const NAMES: &[&str] = &["acme", "contoso", "nordwind", "fabrikam", "bluefin", "northsea", "hilltop", "redriver"];

/// An address of RFC 5321 or RFC 6531.
pub fn email(set: Set, locale: &Locale, random: &mut Random) -> Value {
    let (local, domain) = (local(locale, random), domain(locale, random));
    let native = || format!("{}.{}", locale.given, locale.family).replace([' ', '\''], "").to_lowercase();
    let kinds_of_writing = if set == Set::Published { 20 } else { 16 };
    match random.below(kinds_of_writing) {
        0 => Value::whole(format!("{local}@{domain}").to_uppercase()),
        1 => Value::whole(format!("{}@{domain}", native())),
        2 => Value::whole(format!("{local}@{}", random.pick(UNICODE_DOMAINS))),
        3 => Value::whole(format!("{local}@xn--{}.{}", random.text(BASE36, 6), "com")),
        4 => Value::whole(format!("{}@{domain}", random.text(BASE36, 1))),
        5 => Value::whole(format!("{local}+{}@{domain}", random.pick(&["news", "2026", "a-b", "shop.x"]))),
        6 => Value::whole(format!("{local}@{domain}.")[..local.len() + domain.len() + 1].to_owned()),
        7 => Value::whole(format!("{}@{domain}", random.text(DIGITS, 8))),
        16 => Value::whole(format!("\"{} x\"@{domain}", local)).kept_out(true),
        17 => Value::whole(format!("{local}@[192.0.2.{}]", random.between(1, 254))).kept_out(true),
        18 => Value::whole(format!("{}e\u{301}@{domain}", local)).kept_out(true),
        19 => Value::whole(format!("{}@{}", native(), random.pick(UNICODE_DOMAINS))).kept_out(true),
        _ => Value::whole(format!("{local}@{domain}")),
    }
}

fn local(locale: &Locale, random: &mut Random) -> String {
    let letters = |name: &str| -> String { name.chars().filter(char::is_ascii_alphabetic).collect() };
    let given = letters(locale.given).to_lowercase();
    let family = letters(locale.family).to_lowercase();
    let family = if family.is_empty() { "kim".to_owned() } else { family };
    match random.below(8) {
        0 => format!("{given}.{family}"),
        1 => format!("{}{family}", &given[..1]),
        2 => format!("{given}_{family}{}", random.between(1, 99)),
        3 => format!("{given}-{family}"),
        4 => format!("{family}{}", random.between(1950, 2010)),
        5 => given,
        6 => format!("{given}.{}.{family}", random.text("abcdefghijklmnop", 1)),
        _ => format!("{given}{}", random.between(1, 9999)),
    }
}

fn domain(locale: &Locale, random: &mut Random) -> String {
    let country = locale.region.to_lowercase();
    let country = if country == "gb" { "co.uk" } else { &country };
    let name = random.pick(NAMES);
    match random.below(8) {
        0 => format!("example.{}", random.pick(&["com", "org", "net"])),
        1 => format!("mail.{name}.example"),
        2 => format!("{name}-{}.com", random.between(1, 99)),
        3 => format!("{}.{name}.{country}", random.pick(&["mx", "post", "cc", "eu-west-1"])),
        4 => format!("{name}.{}", random.pick(&["io", "dev", "info", "museum", "email", "online", "photography"])),
        _ => format!("{name}.{country}"),
    }
}
