//! The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members, or does what its
//! settings say.

use serde::Deserialize;
use sluice_filter::{Batch, Filter, Kind, Pattern, Scanner, Selection, Substitute, export};

/// What to find, and of which kinds something else than a mask is left.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    kinds: Option<Vec<Selection>>,
    removed: Vec<Kind>,
    last_four: Vec<Kind>,
    hidden: Vec<Kind>,
}

/// Finds those kinds.
pub struct RedactSmall(Scanner);

impl Filter for RedactSmall {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        let Settings { kinds, removed, last_four, hidden } = settings;
        let kinds = kinds.map(|kinds| kinds.iter().flat_map(Selection::kinds).copied().collect::<Vec<_>>());
        let kinds = kinds.unwrap_or_else(|| Kind::DEFAULT.into());
        let patterns: Vec<_> = kinds.iter().copied().map(Pattern::kind).collect();
        let scanner = Scanner::compile(&patterns)?;
        let hidden_as = Substitute::Text("<\"hidden\">".into());
        for (of, substitute) in
            [(removed, Substitute::Removal), (last_four, Substitute::LastFour), (hidden, hidden_as)]
        {
            for (index, _) in (0..).zip(&kinds).filter(|(_, kind)| of.contains(kind)) {
                scanner.replace_with(index, &substitute)?;
            }
        }
        Ok(Self(scanner))
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        batch.scan_names(self.0, "");
        batch.scan(self.0, "");
        Ok(())
    }
}

export!(RedactSmall, without_diagnostics);
