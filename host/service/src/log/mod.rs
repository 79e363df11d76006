//! The service's own log: one JSON object a line on stderr, with `source: "service"`.
//!
//! A thread of its own writes it. When stderr is not read, lines are lost and the service goes on.

pub mod rate;

use jiff::Timestamp;
use serde_json::{Map, Value};
use std::fmt;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{
    EnvFilter,
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    registry::LookupSpan,
};

/// The target of lines about the configuration. They are written whatever the level is: an operator who wants few lines
/// must still learn that nobody will be served.
pub const CONFIGURATION: &str = "sluice::configuration";

/// Lines that may wait to be written.
const WAITING_LINES: usize = 4096;

/// Starts the log. The guard writes what waits when it is dropped.
///
/// # Errors
/// When `level` is not a level or a list of directives, with a text for the operator.
pub fn start(level: &str) -> Result<WorkerGuard, String> {
    let filter = EnvFilter::try_new(level).map_err(|error| {
        format!("log.level: {level:?} is no level and no list of directives such as `info,sluice::auth=debug`: {error}")
    })?;
    let always =
        format!("{CONFIGURATION}=info").parse().map_err(|error| format!("the log's own directive: {error}"))?;
    let filter = filter.add_directive(always);
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(WAITING_LINES)
        .thread_name("log")
        .finish(std::io::stderr());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .event_format(Line)
        .with_writer(writer)
        .try_init()
        .map_err(|error| error.to_string())?;
    Ok(guard)
}

struct Line;

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut line = Members(Map::new());
        line.insert("timestamp", format!("{:.3}", Timestamp::now()));
        line.insert("source", "service");
        line.insert("level", event.metadata().level().as_str().to_ascii_lowercase());
        line.insert("target", event.metadata().target());
        event.record(&mut line);
        writeln!(writer, "{}", Value::Object(line.0))
    }
}

struct Members(Map<String, Value>);

impl Members {
    fn insert(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }
}

impl Visit for Members {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.insert(field.name(), format!("{value:?}"));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.insert(field.name(), value);
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.insert(field.name(), value);
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.insert(field.name(), value);
    }
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.insert(field.name(), value);
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.insert(field.name(), value);
    }
}
