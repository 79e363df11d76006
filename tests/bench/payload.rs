use crate::sdk;
use clap::ValueEnum;
use serde_json::{Value, json};

/// What is sent: browser telemetry in which three of ten events hold an e-mail address, a phone or a card number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Payload {
    /// One event, with something personal in it.
    Single,
    /// 20 events, about 8 kB.
    Batch20,
    /// 200 events, about 80 kB.
    Batch200,
    /// An error with its stack and breadcrumbs, about 5 kB.
    Error,
    /// 20 requests of a page, about 15 kB.
    Rum20,
}

/// The same payloads in every run.
const SEED: u64 = 0x0051_1ce0;

const MESSAGES: [&str; 8] = [
    "button clicked",
    "view opened",
    "request to the contact center took longer than its budget",
    "unhandled rejection in the interaction panel",
    "softphone registered with its gateway",
    "form could not be sent: a field is not valid",
    "worker restarted after a lost connection",
    "largest contentful paint",
];
const NAMES: [&str; 6] = ["ui_click", "view_open", "slow_request", "unhandled_error", "softphone_state", "web_vital"];
const PEOPLE: [&str; 6] = ["nina.berg", "t.okafor", "lu-chen", "maria_silva", "sam+desk", "h.keller"];
const HOSTS: [&str; 3] = ["example.com", "mail.example.org", "desk.example.net"];
const LEVELS: [&str; 5] = ["debug", "info", "info", "warn", "error"];
const CARD_PREFIXES: [&str; 3] = ["4", "51", "2221"];

impl Payload {
    /// All of them, small ones first.
    pub const ALL: [Self; 5] = [Self::Single, Self::Batch20, Self::Batch200, Self::Error, Self::Rum20];

    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Batch20 => "batch20",
            Self::Batch200 => "batch200",
            Self::Error => "error",
            Self::Rum20 => "rum20",
        }
    }

    /// Events in it.
    pub fn count(self) -> u64 {
        match self {
            Self::Single | Self::Error => 1,
            Self::Batch20 | Self::Rum20 => 20,
            Self::Batch200 => 200,
        }
    }

    /// The body of a request in plain JSON: an event, or an array of them.
    pub fn body(self) -> String {
        let mut events = self.events();
        if self == Self::Single { events.remove(0).to_string() } else { Value::Array(events).to_string() }
    }

    /// What is in it.
    pub fn events(self) -> Vec<Value> {
        match self {
            Self::Error => return vec![sdk::plain_error()],
            Self::Rum20 => return sdk::plain_resources(self.count()),
            Self::Single | Self::Batch20 | Self::Batch200 => {}
        }
        let mut dice = Dice(SEED ^ self.count());
        if self == Self::Single {
            return vec![dice.event(0, true)];
        }
        // Three of each ten, at a place that differs from ten to ten.
        let mut personal: Vec<bool> = (0..self.count()).map(|number| number % 10 < 3).collect();
        for last in (1..personal.len()).rev() {
            personal.swap(last, dice.roll(last as u64 + 1) as usize);
        }
        (0..).zip(personal).map(|(number, personal)| dice.event(number, personal)).collect()
    }
}

/// What is personal in an event of the dice: what follows a message's own words and the word that introduces it.
pub fn personal_text(event: &Value) -> Option<&str> {
    let message = event["message"].as_str()?;
    let rest = MESSAGES.iter().find_map(|words| message.strip_prefix(words))?;
    Some(rest.trim_start().split_once(' ')?.1)
}

struct Dice(u64);

impl Dice {
    /// xorshift64*, <https://doi.org/10.1145/2845077>
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % sides
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(choices.len() as u64) as usize]
    }

    fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from_digit(self.roll(16) as u32, 16).unwrap_or('0')).collect()
    }

    fn event(&mut self, number: u64, personal: bool) -> Value {
        let mut message = self.one_of(&MESSAGES).to_owned();
        if personal {
            message = format!("{message} {}", self.personal());
        }
        json!({
            "time": format!("2026-11-22T10:{:02}:{:02}.{:03}Z", number / 60, number % 60, self.roll(1000)),
            "kind": "log",
            "level": self.one_of(&LEVELS),
            "name": self.one_of(&NAMES),
            "message": message,
            "app": {"name": "wwe_ui", "version": "9.0.114"},
            "session": self.hex(16),
            "page": {"url": format!("https://desk.example.com/c/{}?view={}&q={}", self.hex(8), self.roll(9), self.hex(5))},
            "values": {"duration_ms": self.roll(90_000) as f64 / 100.0},
            "attributes": {
                "build": format!("web-{}", self.hex(7)),
                "viewport": {"w": 320 + 20 * self.roll(80), "h": 480 + 20 * self.roll(60)},
                "visible": self.roll(5) > 0,
            },
        })
    }

    fn personal(&mut self) -> String {
        match self.roll(3) {
            0 => format!("for {}@{}", self.one_of(&PEOPLE), self.one_of(&HOSTS)),
            1 => format!("call +1-{}-555-01{:02}", 200 + self.roll(800), self.roll(100)),
            _ => {
                let card = self.card();
                let in_groups = self.roll(2) == 0;
                let groups: Vec<&str> = [&card[..4], &card[4..8], &card[8..12], &card[12..]].to_vec();
                format!("card {}", if in_groups { groups.join(" ") } else { card.clone() })
            }
        }
    }

    /// 16 digits of which the last is the check digit (ISO/IEC 7812-1, Luhn).
    fn card(&mut self) -> String {
        let mut digits: Vec<u32> = self.one_of(&CARD_PREFIXES).chars().filter_map(|digit| digit.to_digit(10)).collect();
        while digits.len() < 15 {
            digits.push(self.roll(10) as u32);
        }
        let doubled =
            |(place, digit): (usize, &u32)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
        let sum: u32 = digits.iter().enumerate().map(doubled).sum();
        digits.push((10 - sum % 10) % 10);
        digits.into_iter().filter_map(|digit| char::from_digit(digit, 10)).collect()
    }
}
