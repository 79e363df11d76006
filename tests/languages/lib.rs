//! The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members.

use sluice_filter::{Batch, Filter, Kind, NoSettings, Pattern, Scanner, export};

/// Finds those kinds.
pub struct RedactSmall(Scanner);

impl Filter for RedactSmall {
    type Settings = NoSettings;

    fn configure(_: NoSettings) -> Result<Self, String> {
        Ok(Self(Scanner::compile(&Kind::DEFAULT.map(Pattern::kind))?))
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        batch.scan_names(self.0, "");
        batch.scan(self.0, "");
        Ok(())
    }
}

export!(RedactSmall, without_diagnostics);
