//! What an operator would read about a run in the service's log, for the filter's author at the terminal: the filter's own
//! lines, and why it failed.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
};

/// The module whose events are about runs.
const ABOUT_RUNS: &str = "sluice::filter";

/// Runs something on this thread, and returns what was logged about filters meanwhile.
pub(super) fn by<T>(run: impl FnOnce() -> T) -> (Vec<String>, T) {
    let told = Told(Arc::default());
    let events = Arc::clone(&told.0);
    let result = tracing::subscriber::with_default(tracing_subscriber::registry().with(told), run);
    let events = std::mem::take(&mut *events.lock().unwrap_or_else(PoisonError::into_inner));
    (events.iter().map(Entry::text).collect(), result)
}

struct Told(Arc<Mutex<Vec<Entry>>>);

impl<S: Subscriber> Layer<S> for Told {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target().starts_with(ABOUT_RUNS) {
            let mut entry = Entry { level: *event.metadata().level(), fields: BTreeMap::new() };
            event.record(&mut entry);
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        }
    }
}

struct Entry {
    level: Level,
    fields: BTreeMap<&'static str, String>,
}

impl Entry {
    fn text(&self) -> String {
        let field = |name: &str| self.fields.get(name).map(String::as_str);
        if let Some(said) = field("said") {
            return format!("the filter logged ({}): {said}", self.level.as_str().to_ascii_lowercase());
        }
        if let (Some("undeclared"), Some(count)) = (field("limit"), field("count")) {
            return format!("{count} measurements left out: the filter did not declare their counter or histogram");
        }
        if let (Some("metric_names" | "log_lines" | "log_bytes" | "measurements" | "edits"), Some(count)) =
            (field("limit"), field("count"))
        {
            return format!("the filter went past limits.{}: {count} left out", field("limit").unwrap_or_default());
        }
        let Some(outcome) = field("outcome") else { return field("message").unwrap_or_default().to_owned() };
        let detail = field("detail").map(|detail| format!(": {detail}")).unwrap_or_default();
        format!("the filter failed ({outcome}){detail}")
    }
}

impl Visit for Entry {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}
