//! `[[publishable_keys]]` of a tenant: keys that stand for it in the URLs of SDKs and of browsers' own reports. Everybody who
//! has seen a page has its key, so each is bound to pages, formats and kinds of events, and has a rate of its own.

use super::{
    fairness::FairnessConfig,
    key_digest::KeyDigest,
    pages::{NO_ORIGIN, domain_mistakes, origin_mistakes},
};
use serde::Deserialize;
use sluice_event::KINDS;
use sluice_wire::Format;

/// See the module.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublishableKeyConfig {
    /// In metrics.
    pub name: String,
    /// The key; two while pages change from the one to the other.
    pub keys: Vec<KeyDigest>,
    /// Exact origins of the pages that may send with it.
    pub origins: Vec<String>,
    /// Domains at or under which these pages may be.
    pub domains: Vec<String>,
    /// What may be sent with it.
    pub formats: Vec<String>,
    /// Kinds of events that may be sent with it; all where none is named.
    pub kinds: Vec<String>,
    /// Requests in a second, on average, of all clients together; then 429.
    pub requests_per_second: u32,
    /// Requests at once that the average is not held against.
    pub burst: u32,
    /// Requests in flight at once; then 429.
    pub concurrent: u32,
    /// Requests in a second, on average, of one client: one IPv4 address, or one /64 of IPv6.
    pub client_requests_per_second: u32,
    /// Requests at once of one client that its average is not held against.
    pub client_burst: u32,
}

impl Default for PublishableKeyConfig {
    fn default() -> Self {
        Self {
            name: String::new(),
            keys: Vec::new(),
            origins: Vec::new(),
            domains: Vec::new(),
            formats: Vec::new(),
            kinds: Vec::new(),
            requests_per_second: 50,
            burst: 200,
            concurrent: 64,
            // An office behind one address has a few pages that send at once; a page sends every few seconds.
            client_requests_per_second: 5,
            client_burst: 60,
        }
    }
}

impl PublishableKeyConfig {
    /// Its share of the service: none of it is that of the tenant's tokens.
    #[must_use]
    pub fn fairness(&self) -> FairnessConfig {
        FairnessConfig { requests_per_second: self.requests_per_second, burst: self.burst, concurrent: self.concurrent }
    }

    /// What is wrong with it; `key` is where it stands.
    fn mistakes(&self, key: &str) -> Vec<String> {
        let mut mistakes = Vec::new();
        if !is_name(&self.name) {
            mistakes.push(format!("{key}.name: not 1 to 32 letters, digits and `-_`"));
        }
        if !(1..=2).contains(&self.keys.len()) {
            let count = self.keys.len();
            mistakes
                .push(format!("{key}.keys: {count} keys; one, or two while pages change from the one to the other"));
        }
        if self.origins.is_empty() && self.domains.is_empty() {
            mistakes.push(format!("{key}: may be used by no page; name its pages in `origins` or `domains`"));
        }
        if self.formats.is_empty() {
            let known = Format::ALL.map(Format::name).join(", ");
            mistakes.push(format!("{key}.formats: nothing may be sent with it; name some of: {known}"));
        }
        for (place, _) in self.formats.iter().enumerate().filter(|(_, format)| Format::named(format).is_none()) {
            let known = Format::ALL.map(Format::name).join(", ");
            mistakes.push(format!("{key}.formats[{place}]: no format; they are: {known}"));
        }
        for (place, _) in self.kinds.iter().enumerate().filter(|(_, kind)| !KINDS.contains(&kind.as_str())) {
            mistakes.push(format!("{key}.kinds[{place}]: no kind of event; they are: {}", KINDS.join(", ")));
        }
        for (rate, value) in [
            ("requests_per_second", self.requests_per_second),
            ("burst", self.burst),
            ("concurrent", self.concurrent),
            ("client_requests_per_second", self.client_requests_per_second),
            ("client_burst", self.client_burst),
        ] {
            if value == 0 {
                mistakes.push(format!("{key}.{rate}: 0 is not taken, because everybody can have the key; at least 1"));
            }
        }
        mistakes.extend(origin_mistakes(&format!("{key}.origins"), &self.origins));
        mistakes.extend(domain_mistakes(&format!("{key}.domains"), &self.domains));
        mistakes
    }
}

/// What is wrong with the keys of one tenant; `place` is where its table stands, with a dot.
pub(in crate::config) fn mistakes(place: &str, keys: &[PublishableKeyConfig]) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (number, key) in keys.iter().enumerate() {
        let at = format!("{place}publishable_keys[{number}]");
        mistakes.extend(key.mistakes(&at));
        let earlier = &keys[..number];
        if earlier.iter().any(|earlier| earlier.name == key.name) {
            mistakes.push(format!("{at}.name: an earlier key has the same name"));
        }
        if key.keys.iter().any(|own| earlier.iter().any(|earlier| earlier.keys.contains(own))) {
            mistakes.push(format!("{at}.keys: another entry has the same key"));
        }
    }
    mistakes
}

/// Where keys allow the origin `null`.
pub(in crate::config) fn keys_of_null(place: &str, keys: &[PublishableKeyConfig]) -> Vec<String> {
    let has_null = |key: &PublishableKeyConfig| key.origins.iter().any(|origin| origin.eq_ignore_ascii_case(NO_ORIGIN));
    let with_null = keys.iter().enumerate().filter(|(_, key)| has_null(key));
    with_null.map(|(number, _)| format!("{place}publishable_keys[{number}].origins")).collect()
}

fn is_name(text: &str) -> bool {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=32).contains(&text.len()) && text.bytes().all(is_taken)
}
