use crate::paths;
use boon::{Compiler, SchemaIndex, Schemas};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;
use std::{collections::HashSet, fmt, sync::OnceLock};

/// Bytes of the longest line, unless a test sets another limit.
const MAX_BYTES: usize = 64 << 10;

/// One line of the service's stdout. Reading it holds it against all that is promised of every line.
#[derive(Clone, Debug)]
pub struct Line {
    /// As it came, without the end of the line.
    pub text: String,
    /// What it says.
    pub json: Value,
}

impl Line {
    /// # Panics
    /// When the line is not as promised: the schema, one line of JSON, no name twice in an object, not too long, and none of
    /// the characters with which text hides or breaks lines.
    pub fn read(text: &str) -> Self {
        assert!(text.len() < MAX_BYTES, "a line of {} bytes", text.len());
        if let Some(character) = text.chars().find(|&character| hides(character)) {
            panic!("{:?} is not escaped in {text}", character);
        }
        if let Err(error) = serde_json::from_str::<NamesOnce>(text) {
            panic!("{error}: {text}");
        }
        let json: Value = serde_json::from_str(text).expect("it was read before");
        let (schemas, line) = schema();
        if let Err(error) = schemas.validate(&json, *line) {
            panic!("{error:#}: {text}");
        }
        Self { text: text.to_owned(), json }
    }

    /// The value at a JSON Pointer.
    ///
    /// # Panics
    /// When there is none.
    pub fn at(&self, path: &str) -> &Value {
        self.json.pointer(path).unwrap_or_else(|| panic!("nothing at {path} in {}", self.text))
    }

    /// How often a filter's rule took something away, by the receipts.
    pub fn redacted(&self, filter: &str, rule: &str) -> u64 {
        let receipts = self.json["redactions"].as_array().map_or(&[][..], Vec::as_slice);
        let own = receipts.iter().filter(|receipt| receipt["filter"] == filter && receipt["rule"] == rule);
        own.filter_map(|receipt| receipt["count"].as_u64()).sum()
    }
}

/// Control characters, line breaks of Unicode, and what changes the direction of text.
fn hides(character: char) -> bool {
    matches!(character, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}'..='\u{200f}')
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn schema() -> &'static (Schemas, SchemaIndex) {
    const NAME: &str = "line.schema.json";
    static SCHEMA: OnceLock<(Schemas, SchemaIndex)> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let file = paths::workspace().join("deploy").join(NAME);
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("reading {}: {error}", file.display()));
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource(NAME, serde_json::from_str(&text).expect("the schema is JSON")).expect("it has a name");
        let line = compiler.compile(NAME, &mut schemas).unwrap_or_else(|error| panic!("{}: {error:#}", file.display()));
        (schemas, line)
    })
}

/// JSON in which no object has two members of one name: `serde_json` alone takes the last.
struct NamesOnce;

impl<'de> Deserialize<'de> for NamesOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesOnce)
    }
}

impl<'de> Visitor<'de> for NamesOnce {
    type Value = NamesOnce;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while elements.next_element::<NamesOnce>()?.is_some() {}
        Ok(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            members.next_value::<NamesOnce>()?;
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("the name {name:?} is there twice")));
            }
        }
        Ok(self)
    }
}
