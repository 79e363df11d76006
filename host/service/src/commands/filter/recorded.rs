//! Events that an author gives to a command: read from a file or stdin, decoded as the service would, and written as it
//! would write them.

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use serde_json::Value;

use crate::commands::terminal::say;
use sluice_event::{
    Batch, DecodeLimits,
    line::{self, Envelope},
};
use sluice_sandbox::{RequestContext, TenantInfo};
use sluice_wire::recording::{self, RecordedBody, RecordingError, Sender};

/// The largest file, bytes.
const MAX_BYTES: u64 = 256 << 20;
/// What one body may have, as for the service.
const LIMITS: DecodeLimits = DecodeLimits { max_events: 10_000, max_depth: 64, max_nodes: 1_000_000 };
/// No line is cut: what a tool does not show might be what its user looks for.
const MAX_LINE_BYTES: usize = 64 << 20;
const RECEIVED_AT: &str = "2026-11-22T10:00:00.000Z";
const REQUEST_ID: &str = "author";

/// Members of a line that the request determines, and not the filter.
const ENVELOPE: [&str; 8] =
    ["timestamp", "received_at", "source", "tenant", "user", "request_id", "event_id", "redactions"];

/// A line that would be written.
pub(crate) struct WrittenLine {
    /// The number of its event in the batch, from 0.
    pub(crate) event: u32,
    /// Without the line break.
    pub(crate) text: String,
    /// Without its envelope.
    pub(crate) content: Value,
}

/// Reads a file, or stdin where none is given.
pub(crate) fn read(file: Option<&PathBuf>) -> Result<Vec<RecordedBody>, String> {
    let shown = name(file);
    let text = match file {
        Some(file) => read_file(file),
        None => {
            if io::stdin().is_terminal() {
                say("reading events from the terminal; end them with Ctrl-D");
            }
            read_limited(io::stdin().lock())
        }
    };
    let bodies = recording::read(&text.map_err(|error| format!("reading events from {shown}: {error}"))?);
    if bodies.is_empty() {
        return Err(format!(
            "{shown} has no events: it takes a body as a client sends it, events or lines of the service"
        ));
    }
    Ok(bodies)
}

/// What errors call the place that events are read from.
fn name(file: Option<&PathBuf>) -> String {
    file.map_or_else(|| "stdin".to_owned(), |file| file.display().to_string())
}

/// Says in which file a body is that cannot be run.
pub(crate) fn describe(file: Option<&PathBuf>, error: &impl fmt::Display) -> String {
    format!("{}, {error}", name(file))
}

fn read_file(file: &Path) -> io::Result<Vec<u8>> {
    read_limited(std::fs::File::open(file)?)
}

fn read_limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("more than {MAX_BYTES} bytes; split it")));
    }
    Ok(text)
}

/// Decodes a body.
pub(crate) fn decode(body: &RecordedBody) -> Result<Batch, RecordingError> {
    body.decode(&LIMITS)
}

/// The request that filters see of a body of which nothing else is known.
pub(crate) fn request_context() -> RequestContext {
    RequestContext {
        received_at: RECEIVED_AT.to_owned(),
        request_id: REQUEST_ID.to_owned(),
        ..RequestContext::default()
    }
}

/// The request that filters see.
pub(crate) fn context(sender: &Sender) -> Arc<RequestContext> {
    let text = |text: &Option<String>, default: &str| text.clone().unwrap_or_else(|| default.to_owned());
    Arc::new(RequestContext {
        tenant: sender.tenant_id.as_ref().map(|id| TenantInfo {
            id: id.as_str().into(),
            name: sender.tenant_name.as_ref().unwrap_or(id).as_str().into(),
        }),
        user: sender.user.as_deref().map(Into::into),
        received_at: text(&sender.received_at, RECEIVED_AT),
        request_id: text(&sender.request_id, REQUEST_ID),
        ..RequestContext::default()
    })
}

/// The lines that would be written of a batch.
pub(crate) fn lines(batch: &Batch, sender: &Sender) -> Vec<WrittenLine> {
    let envelope = Envelope {
        received_at: sender.received_at.as_deref().unwrap_or(RECEIVED_AT),
        tenant_id: sender.tenant_id.as_deref(),
        tenant_name: sender.tenant_name.as_deref(),
        user: sender.user.as_deref(),
        request_id: sender.request_id.as_deref().unwrap_or(REQUEST_ID),
        sender: line::Sender::default(),
        max_line_bytes: MAX_LINE_BYTES,
    };
    let mut text = Vec::new();
    line::write_lines(batch, &envelope, &mut text);
    let text = String::from_utf8_lossy(&text);
    let events = (0..batch.len() as u32).filter(|event| !batch.is_dropped(*event));
    events
        .zip(text.lines())
        .map(|(event, line)| WrittenLine { event, text: line.to_owned(), content: content(line) })
        .collect()
}

fn content(line: &str) -> Value {
    match serde_json::from_str(line) {
        Ok(Value::Object(mut members)) => {
            members.retain(|name, _| !ENVELOPE.contains(&name.as_str()));
            Value::Object(members)
        }
        Ok(other) => other,
        Err(_) => Value::Null,
    }
}

impl WrittenLine {
    /// How often each rule took something from the event, whichever filter has it.
    pub(crate) fn taken_by_rule(&self) -> BTreeMap<String, u64> {
        #[derive(Deserialize)]
        struct Line {
            #[serde(default)]
            redactions: Vec<Redaction>,
        }
        #[derive(Deserialize)]
        struct Redaction {
            rule: String,
            count: u64,
        }
        let mut taken = BTreeMap::new();
        let line: Line = serde_json::from_str(&self.text).unwrap_or(Line { redactions: Vec::new() });
        line.redactions.into_iter().for_each(|it| *taken.entry(it.rule).or_default() += it.count);
        taken
    }
}
