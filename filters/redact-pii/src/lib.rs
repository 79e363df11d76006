//! Takes personal data out of events: what it is, where to look and what to leave in its place are settings.

mod action;
mod places;
mod settings;

use settings::{REMOVED, Settings};
use sluice_filter::{Batch, Filter, Rule, Scanner};

/// The filter.
pub struct RedactPii {
    /// None where members are only removed.
    scanner: Option<Scanner>,
    paths: Vec<String>,
    member_names: bool,
    remove: Vec<String>,
    /// None where nothing is removed.
    removed: Option<Rule>,
}

impl Filter for RedactPii {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        let patterns = settings.patterns()?;
        let options = settings.options()?;
        let scanner = if patterns.is_empty() { None } else { Some(Scanner::compile_with(&patterns, &options)?) };
        if let Some(scanner) = scanner {
            settings.replace_matches(scanner, &patterns)?;
            scanner.keep(&settings.keep).map_err(|error| format!("keep: {error}"))?;
        }
        let Settings { paths, member_names, remove, .. } = settings;
        let removed = if remove.is_empty() { None } else { Some(Rule::declare(REMOVED)?) };
        Ok(RedactPii { scanner, paths, member_names: member_names.unwrap_or(true), remove, removed })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        if let Some(rule) = self.removed {
            for path in &self.remove {
                batch.events().for_each(|event| _ = event.remove(path, rule));
            }
        }
        let Some(scanner) = self.scanner else { return Ok(()) };
        for path in &self.paths {
            if self.member_names {
                batch.scan_names(scanner, path);
            }
            batch.scan(scanner, path);
        }
        Ok(())
    }
}

sluice_filter::export!(RedactPii, without_diagnostics);

#[cfg(test)]
mod tests;
