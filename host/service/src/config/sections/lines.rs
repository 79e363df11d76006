//! `[lines]`: what lines leave out.

use serde::{Deserialize, Serialize};

/// What lines leave out of what clients send.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinesConfig {
    /// Members of Faro's `meta` that are not written: groups, as in `sdk`, and members of groups, as in `browser.brands`.
    pub omitted_faro_meta: Vec<String>,
}

/// Of the SDK, the version and a list of its parts: the same on each line until a page is released anew. Of the brands, what
/// the browser's name and version say, three times.
const OMITTED: [&str; 2] = ["sdk", "browser.brands"];

impl Default for LinesConfig {
    fn default() -> Self {
        Self { omitted_faro_meta: OMITTED.map(str::to_owned).to_vec() }
    }
}

impl LinesConfig {
    /// Entries that name nothing.
    pub(crate) fn mistakes(&self) -> Vec<String> {
        let is_name = |name: &str| !name.is_empty() && !name.contains('.');
        let is_member = |entry: &str| match entry.split_once('.') {
            Some((group, member)) => is_name(group) && is_name(member),
            None => is_name(entry),
        };
        let wrong = self.omitted_faro_meta.iter().filter(|entry| !is_member(entry));
        wrong
            .map(|entry| {
                format!(
                    "lines.omitted_faro_meta: {entry:?} is no member of `meta`; as in \"sdk\" or \"browser.brands\""
                )
            })
            .collect()
    }
}
