//! A test case, and how a chain is held against it.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::compare::{difference, matches};
use crate::{Chain, ChainEnd, RequestContext, TenantInfo};
use sluice_event::{
    Batch, DecodeLimits,
    line::{self, Envelope},
};

/// Members of a line that come from the request and not from the filter.
const ENVELOPE: &[&str] =
    &["timestamp", "received_at", "source", "tenant", "user", "request_id", "event_id", "redactions"];

/// A test case: one directory of `cases/`.
pub struct TestCase {
    /// The name of the directory.
    pub name: String,
    /// The configuration for `configure`.
    pub config: Value,
    pub(super) request: Request,
    pub(super) batch: Vec<u8>,
    pub(super) expected: Vec<Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Request {
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

impl TestCase {
    /// Runs the batch through a chain, and describes each difference from the expected lines.
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

fn lines(batch: &Batch) -> Vec<u8> {
    let envelope = Envelope {
        received_at: "2026-11-22T10:00:00.000Z",
        tenant_id: None,
        tenant_name: None,
        user: None,
        sender: line::Sender::Token,
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
