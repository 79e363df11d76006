use serde::Serialize;
use sluice_filter::Value;
use std::fmt;
use woothee::parser::Parser;
use woothee::woothee::VALUE_UNKNOWN;

/// Browsers send some hundred bytes; what is longer is cut before it is read.
const LONGEST: usize = 512;

/// User agents that make every expression of the parser ready when they are read before the snapshot.
const WARM: [&str; 5] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 \
     Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
];

/// Reads user agents.
pub(crate) struct Reader(Parser);

/// What `/browser` becomes: texts, and only those that are known.
#[derive(Debug, Serialize)]
struct Browser<'a> {
    #[serde(skip_serializing_if = "is_unknown")]
    name: &'a str,
    #[serde(skip_serializing_if = "is_unknown")]
    version: &'a str,
    #[serde(skip_serializing_if = "is_unknown")]
    os: &'a str,
    #[serde(skip_serializing_if = "is_unknown")]
    os_version: &'a str,
    #[serde(skip_serializing_if = "is_unknown")]
    device: &'a str,
}

fn is_unknown(text: &str) -> bool {
    text.is_empty() || text == VALUE_UNKNOWN
}

impl Reader {
    pub(crate) fn new() -> Reader {
        let reader = Reader(Parser::new());
        WARM.iter().for_each(|user_agent| _ = reader.read(user_agent));
        reader
    }

    /// None where nothing is known of it.
    pub(crate) fn read(&self, user_agent: &str) -> Option<Value> {
        let cut = user_agent.floor_char_boundary(LONGEST);
        let found = self.0.parse(&user_agent[..cut])?;
        if is_unknown(found.name) && is_unknown(found.os) {
            return None;
        }
        Value::json(&Browser {
            name: found.name,
            version: found.version,
            os: found.os,
            os_version: &found.os_version,
            device: device(found.category),
        })
        .ok()
    }
}

/// The parser's categories, in the words of this field.
fn device(category: &str) -> &str {
    match category {
        "pc" => "desktop",
        "smartphone" | "mobilephone" => "mobile",
        other => other,
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Reader")
    }
}
