use crate::{
    locale::{Locale, columns, lines},
    random::Random,
    sample::{Place, Role, Sample, Set, Value},
};

/// A text around a value: one line of `data/surroundings.tsv`, or a locale's sentence.
#[derive(Clone, Debug)]
pub struct Surrounding {
    pub kept_out: bool,
    /// `*`, or the kinds that it is for.
    kinds: &'static str,
    encoding: Encoding,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Plain,
    /// Inside a JSON text.
    Json,
    /// Inside a JSON text that is inside a JSON text.
    JsonTwice,
    /// RFC 3986, section 2.1.
    Percent,
    /// The same, but for blanks, which are `+`.
    Form,
    Html,
}

pub fn surroundings() -> Vec<Surrounding> {
    lines(include_str!("../data/surroundings.tsv"))
        .map(|line| {
            let [set, kinds, encoding, text] = columns(line);
            let encoding = match encoding {
                "plain" => Encoding::Plain,
                "json" => Encoding::Json,
                "json2" => Encoding::JsonTwice,
                "percent" => Encoding::Percent,
                "form" => Encoding::Form,
                "html" => Encoding::Html,
                other => panic!("{other:?} is no encoding: {line}"),
            };
            Surrounding { kept_out: set == "kept", kinds, encoding, text: control_characters(text) }
        })
        .collect()
}

impl Surrounding {
    pub fn sentence(locale: &Locale) -> Self {
        Self { kept_out: false, kinds: "*", encoding: Encoding::Plain, text: locale.sentence.to_owned() }
    }

    /// Whether it says what the value is.
    pub fn is_for(&self, kind: &str) -> bool {
        self.kinds == kind
    }

    pub fn is_for_all(&self) -> bool {
        self.kinds == "*"
    }

    /// Whether a value in it stands as it is, but for escapes of JSON.
    pub fn keeps_characters(&self) -> bool {
        matches!(self.encoding, Encoding::Plain | Encoding::Json | Encoding::JsonTwice)
    }

    pub fn is_in(&self, set: Set) -> bool {
        set.has(self.kept_out)
    }

    /// The text with a new value at each of its places.
    pub fn fill(
        &self,
        row: &'static str,
        locale: &Locale,
        random: &mut Random,
        mut value: impl FnMut(&mut Random) -> Value,
    ) -> Sample {
        let mut sample = Sample::new(row, Place::Message);
        sample.kept_out = self.kept_out;
        sample.form.clone_from(&self.text);
        let text = self.text.replace("{phone}", locale.phone);
        for (place, piece) in text.split("{}").enumerate() {
            if place > 0 {
                let value = value(random);
                sample.kept_out |= value.kept_out;
                for (text, role) in value.pieces {
                    sample.push(&self.encoding.apply(&text), role);
                }
            }
            sample.push(piece, Role::Stays);
        }
        sample
    }
}

impl Encoding {
    fn apply(self, text: &str) -> String {
        match self {
            Encoding::Plain => text.to_owned(),
            Encoding::Json => json(text),
            Encoding::JsonTwice => json(&json(text)),
            Encoding::Percent => percent(text),
            Encoding::Form => percent(text).replace("%20", "+"),
            Encoding::Html => {
                text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
            }
        }
    }
}

fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a text is JSON");
    quoted[1..quoted.len() - 1].to_owned()
}

/// As `encodeURIComponent` does.
fn percent(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

pub fn control_characters(text: &str) -> String {
    let mut read = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, false) => read.push(character),
            _ => match characters.next() {
                Some('n') => read.push('\n'),
                Some('r') => read.push('\r'),
                Some('t') => read.push('\t'),
                Some('e') => read.push('\u{1b}'),
                Some('\\') => read.push('\\'),
                other => panic!("{other:?} after a backslash in {text}"),
            },
        }
    }
    read
}
