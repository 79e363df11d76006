//! Cases: a request and the lines that a filter should make of it, as data. `filters/README.md` describes the files.

mod compare;

use crate::{
    event::{Batch, DecodeLimits},
    filter::{Chain, ChainEnd, RequestContext, TenantInfo},
    line::{self, Envelope},
    regular_file,
};
use bytes::Bytes;
use compare::{difference, matches};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Longer than any file of a case that somebody wrote.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// The files of a case, of which `batch.json` and `expected.jsonl` have to be there.
pub const FILES: &[&str] = &["batch.json", "expected.jsonl", "config.json", "request.json"];

/// Members of a line that are the request's and not the filter's.
const ENVELOPE: &[&str] =
    &["timestamp", "received_at", "source", "tenant", "user", "request_id", "event_id", "redactions"];

/// One directory of `cases/`.
pub struct Case {
    /// The directory's name: what the case shows.
    pub name: String,
    /// For `configure`.
    pub config: Value,
    request: Request,
    batch: Vec<u8>,
    expected: Vec<Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Request {
    user_agent: Option<String>,
    origin: Option<String>,
    client_address: Option<String>,
    user: Option<String>,
    tenant: Option<Tenant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenant {
    id: String,
    name: String,
}

/// Reads every case below a directory, by name.
///
/// # Errors
/// With the file that is wrong.
pub fn read_all(directory: &Path) -> Result<Vec<Case>, String> {
    let told = |error: io::Error| format!("reading cases in {}: {error}", directory.display());
    let mut cases = Vec::new();
    for entry in fs::read_dir(directory).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_dir() {
            cases.push(Case::read(&path)?);
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    if cases.is_empty() {
        return Err(format!(
            "{} has no cases: one is a directory with batch.json and expected.jsonl",
            directory.display()
        ));
    }
    Ok(cases)
}

impl Case {
    fn read(directory: &Path) -> Result<Self, String> {
        let told = |file: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let path = |name: &str| directory.join(name);
        let bytes = |file: PathBuf| regular_file::read(&file, MAX_FILE_BYTES).map_err(|error| told(&file, &error));
        let json = |name: &str| match path(name).exists() {
            true => bytes(path(name))
                .and_then(|text| serde_json::from_slice(&text).map_err(|error| told(&path(name), &error))),
            false => Ok(Value::Object(Map::new())),
        };
        only_known_files(directory)?;
        let expected = bytes(path("expected.jsonl"))?;
        let lines = expected.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        Ok(Self {
            name: directory.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            config: json("config.json")?,
            request: serde_json::from_value(json("request.json")?)
                .map_err(|error| told(&path("request.json"), &error))?,
            batch: bytes(path("batch.json"))?,
            expected: lines
                .map(|line| serde_json::from_slice(line).map_err(|error| told(&path("expected.jsonl"), &error)))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Runs the batch through a chain. Every text is one difference.
    #[must_use]
    pub fn run(&self, chain: &Chain) -> Vec<String> {
        let limits = DecodeLimits { max_events: 10_000, max_depth: 64, max_nodes: 1_000_000 };
        let batch = match Batch::from_json(Bytes::from(self.batch.clone()), &limits) {
            Ok(batch) => batch,
            Err(error) => return vec![format!("batch.json: {error}")],
        };
        match chain.run(batch, &Arc::new(self.context())) {
            ChainEnd::Passed(batch) | ChainEnd::Withheld(batch) => self.compare(&lines(&batch)),
            ChainEnd::Rejected { .. } => vec!["the filter failed, and its policy is to refuse the request".to_owned()],
            ChainEnd::Busy => vec!["no sandbox was free".to_owned()],
        }
    }

    fn context(&self) -> RequestContext {
        let Request { user_agent, origin, client_address, user, tenant } = &self.request;
        RequestContext {
            tenant: tenant.as_ref().map(|t| TenantInfo { id: t.id.as_str().into(), name: t.name.as_str().into() }),
            user: user.as_deref().map(Into::into),
            client_address: client_address.clone(),
            user_agent: user_agent.clone(),
            origin: origin.clone(),
            received_at: "2026-11-22T10:00:00.000Z".to_owned(),
            request_id: "case".to_owned(),
            charged_to: None,
            key: None,
        }
    }

    fn compare(&self, lines: &[u8]) -> Vec<String> {
        let lines: Vec<Value> = lines
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).map_or(Value::Null, content))
            .collect();
        let mut differences = Vec::new();
        if lines.len() != self.expected.len() {
            differences.push(format!("{} lines are expected, {} were written", self.expected.len(), lines.len()));
        }
        for (number, (line, expected)) in lines.iter().zip(&self.expected).enumerate() {
            if !matches(line, expected) {
                differences.push(difference(number + 1, line, expected));
            }
        }
        differences
    }
}

/// A misspelt `config.json` would be a run with the default settings, and show nothing.
fn only_known_files(directory: &Path) -> Result<(), String> {
    let told = |error: io::Error| format!("reading the case {}: {error}", directory.display());
    for entry in fs::read_dir(directory).map_err(told)? {
        let name = entry.map_err(told)?.file_name().to_string_lossy().into_owned();
        // What begins with a dot is left there by editors, systems and Kubernetes.
        if !FILES.contains(&name.as_str()) && !name.starts_with("README") && !name.starts_with('.') {
            let (place, known) = (directory.display(), FILES.join(", "));
            return Err(format!("{place}: {name:?} is no file of a case; a case has {known}, and a README"));
        }
    }
    Ok(())
}

fn lines(batch: &Batch) -> Vec<u8> {
    let envelope = Envelope {
        received_at: "2026-11-22T10:00:00.000Z",
        tenant_id: None,
        tenant_name: None,
        user: None,
        request_id: "case",
        max_line_bytes: 64 << 10,
    };
    let mut lines = Vec::new();
    line::write_lines(batch, &envelope, &mut lines);
    lines
}

fn content(line: Value) -> Value {
    match line {
        Value::Object(members) => {
            members.into_iter().filter(|(name, _)| !ENVELOPE.contains(&name.as_str())).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}
