use crate::{
    locale::{columns, lines},
    random::{BASE36, BASE62, BASE64URL, HEX, Random},
    reference,
    sample::{Place, Role, Sample, Set},
    surrounding::control_characters,
};
use std::collections::HashSet;

/// Texts in which nothing has to go, so many of them, all different.
pub fn harmless(set: Set, count: usize) -> Vec<Sample> {
    let mut random = Random::new(set.seed() ^ 0x4a7);
    let templates: Vec<_> = lines(include_str!("../data/harmless.tsv")).map(columns::<3>).collect();
    let templates: Vec<_> = templates.into_iter().filter(|[kept, ..]| set.has(*kept == "kept")).collect();
    let (mut samples, mut seen) = (Vec::new(), HashSet::new());
    let mut turn = 0;
    while samples.len() < count {
        let [kept, family, template] = templates[turn % templates.len()];
        turn += 1;
        let text = fill(&control_characters(template), &mut random);
        if reference::holds_a_card(&text) || !seen.insert(text.clone()) {
            continue;
        }
        let mut sample = Sample::new("", Place::Message);
        sample.push(&text, Role::Stays);
        sample.kept_out = kept == "kept";
        family.clone_into(&mut sample.form);
        samples.push(sample);
    }
    samples
}

const WORDS: &[&str] = &[
    "desk", "queue", "chat", "voice", "agent", "media", "panel", "route", "frame", "store", "event", "state", "toast",
    "login", "menu", "widget", "skill", "timer", "case", "draft", "outbound", "inbound", "team", "view", "layout",
    "sync", "cache", "socket", "render", "worker", "schema", "config", "region", "banner", "header", "footer",
    "dialog", "button", "filter", "report", "metric", "bridge", "logo", "avatar", "sprite", "canvas", "bundle",
    "export",
];

fn fill(template: &str, random: &mut Random) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let filled = rest.find('}').and_then(|close| Some((close, placeholder(&rest[1..close], random)?)));
        // Any other brace is the text's own.
        let (filled, length) = filled.map_or(("{".to_owned(), 1), |(close, filled)| (filled, close + 1));
        text.push_str(&filled);
        rest = &rest[length..];
    }
    text + rest
}

fn placeholder(name: &str, random: &mut Random) -> Option<String> {
    let (name, argument) = name.split_once(':').unwrap_or((name, ""));
    let length = || argument.parse::<usize>().expect("a length");
    Some(match name {
        "d" => random.number(length()),
        "n" => {
            let (first, last) = argument.split_once('-').expect("two numbers");
            let number = |text: &str| text.parse::<f64>().expect("a number") as u64;
            random.between(number(first), number(last)).to_string()
        }
        "hex" => random.text(HEX, length()),
        "b36" => random.text(BASE36, length()),
        "b62" => random.text(BASE62, length()),
        "b64" => random.text(BASE64URL, length()),
        "UUID26" => random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 32),
        "id16" => format!("0000{}", random.text(BASE62, 12)),
        "ulid" => format!("01{}", random.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)),
        "uuid" => random.uuid(),
        "gver" => {
            let release = *random.pick(&["8.5", "8.1", "9.0", "10.0", "100.0"]);
            format!("{release}.{:03}.{:02}", random.between(100, 254), random.between(0, 99))
        }
        "ver" => format!("{}.{}.{}", random.between(0, 30), random.between(0, 40), random.between(0, 90)),
        "word" => (*random.pick(WORDS)).to_owned(),
        "Camel" => camel(random),
        "date" => {
            format!("{}-{:02}-{:02}", random.between(2020, 2027), random.between(1, 12), random.between(1, 28))
        }
        "time" => format!("{:02}:{:02}:{:02}", random.between(0, 23), random.between(0, 59), random.between(0, 59)),
        "ms" => format!("17{}", random.text("0123456789", 11)),
        _ => return None,
    })
}

fn camel(random: &mut Random) -> String {
    let mut word = || {
        let word = *random.pick(WORDS);
        format!("{}{}", word[..1].to_uppercase(), &word[1..])
    };
    word() + &word()
}
