//! Keeps all events of a share of sessions, and drops all of the others: what is kept tells whole stories.

use serde::Deserialize;
use sluice_filter::{Batch, Event, Filter, diagnostics::Counter};

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The share of sessions that is kept: 0 to 1.
    share: f64,
    /// Where the id of the session is.
    session: String,
    /// Levels whose events are kept, whatever their session.
    keep_levels: Vec<String>,
    /// Kinds whose events are kept, whatever their session.
    keep_kinds: Vec<String>,
    /// Whether events without a session are kept.
    keep_without_session: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            share: 0.1,
            session: "/session".into(),
            keep_levels: vec!["error".into(), "fatal".into()],
            keep_kinds: vec!["exception".into()],
            keep_without_session: true,
        }
    }
}

/// The filter.
pub struct SampleBySession {
    settings: Settings,
    sampled_out: Counter,
}

impl Filter for SampleBySession {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        if !(0.0..=1.0).contains(&settings.share) {
            return Err(format!("share: {} is not a share of sessions; they are from 0 to 1", settings.share));
        }
        if !settings.session.starts_with('/') {
            return Err(format!("session: {:?} is not a json pointer; they look like \"/session\"", settings.session));
        }
        Ok(SampleBySession { settings, sampled_out: Counter::declare("sampled_out")? })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        for event in batch.events().filter(|event| !self.is_kept(event)) {
            event.drop();
            self.sampled_out.add(1);
        }
        Ok(())
    }
}

impl SampleBySession {
    fn is_kept(&self, event: &Event<'_>) -> bool {
        let Settings { share, session, keep_levels, keep_kinds, keep_without_session } = &self.settings;
        let is_one_of = |all: &[String], path: &str| {
            event.text(path).is_some_and(|text| all.iter().any(|it| it.eq_ignore_ascii_case(&text)))
        };
        if is_one_of(keep_levels, "/level") || is_one_of(keep_kinds, "/kind") {
            return true;
        }
        match event.hash(session) {
            Some(hash) => (hash as f64) < share * 2_f64.powi(64),
            None => *keep_without_session,
        }
    }
}

sluice_filter::export!(SampleBySession);

#[cfg(test)]
mod tests;
