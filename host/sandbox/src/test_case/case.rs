//! A test case, and how a chain is held against it.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    align::{Pair, align},
    compare::{expected_of, matches, shown},
    difference::{self, Difference},
};
use crate::{Chain, ChainEnd, ObservedRun, RequestContext, Samples, TenantInfo};
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
    /// WebAssembly instructions that the filter may execute, where the case has a budget. Only an engine that counts them can say
    /// whether it is kept; a service does not.
    pub max_instructions: Option<u64>,
    pub(super) batch: Vec<u8>,
    pub(super) expected: Vec<Value>,
    /// As they stand in `expected.jsonl`.
    pub(super) expected_texts: Vec<String>,
}

/// What came of running a test case.
pub struct CaseRun {
    /// None if it passed.
    pub differences: Vec<Difference>,
    /// The lines that were written, without their envelopes.
    pub written: Vec<Value>,
    /// The runs of the filters.
    pub runs: Vec<ObservedRun>,
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

/// `budget.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budget {
    pub(super) max_instructions: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenant {
    id: String,
    name: String,
}

impl TestCase {
    /// Runs the batch through a chain, and compares the lines with the expected ones.
    #[must_use]
    pub fn run(&self, chain: &Chain) -> CaseRun {
        let limits = DecodeLimits { max_events: 10_000, max_depth: 64, max_nodes: 1_000_000 };
        let batch = match Batch::from_json(Bytes::from(self.batch.clone()), &limits) {
            Ok(batch) => batch,
            Err(error) => return CaseRun::without_lines(format!("batch.json: {error}")),
        };
        let mut runs = Vec::new();
        let end = chain.run_observed(batch, &Arc::new(self.context()), |run, _| runs.push(run));
        let written = match end {
            ChainEnd::Passed(batch) | ChainEnd::Withheld(batch) => written(&batch),
            ChainEnd::Rejected { .. } => {
                return CaseRun::without_lines("the filter failed, and its policy is to refuse the request".to_owned());
            }
            ChainEnd::Busy => return CaseRun::without_lines("no sandbox was free".to_owned()),
        };
        let mut differences = self.compare(&written);
        differences.extend(self.over_budget(&runs));
        CaseRun { differences, written, runs }
    }

    /// Instructions past the budget, where they were counted.
    fn over_budget(&self, runs: &[ObservedRun]) -> Option<Difference> {
        let used = runs.iter().filter_map(|run| run.instructions).sum();
        let limit = self.max_instructions.filter(|limit| used > *limit)?;
        Some(Difference::OverBudget { used, limit })
    }

    /// The text of `expected.jsonl` with which a run would have no differences. Lines that are as expected keep their text.
    #[must_use]
    pub fn expected_text_of(&self, run: &CaseRun) -> String {
        let mut lines: Vec<String> = run.written.iter().map(|line| expected_of(line).to_string()).collect();
        for pair in align(&self.expected, &run.written) {
            if let Pair::Both { expected, written } = pair
                && matches(&run.written[written], &self.expected[expected])
            {
                lines[written].clone_from(&self.expected_texts[expected]);
            }
        }
        lines.iter().map(|line| format!("{line}\n")).collect()
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
            samples: Samples::default(),
        }
    }

    fn compare(&self, written: &[Value]) -> Vec<Difference> {
        let pairs = align(&self.expected, written).into_iter();
        let differences = pairs.flat_map(|pair| match pair {
            Pair::Both { expected, written: at } => difference::of_line(at + 1, &self.expected[expected], &written[at]),
            Pair::Missing(at) => vec![Difference::Missing { line: at + 1, expected: shown(&self.expected[at]) }],
            Pair::Extra(at) => vec![Difference::Extra { line: at + 1, written: written[at].clone() }],
        });
        differences.collect()
    }
}

impl CaseRun {
    fn without_lines(why: String) -> Self {
        Self { differences: vec![Difference::NoLines(why)], written: Vec::new(), runs: Vec::new() }
    }
}

/// The lines of a batch without their envelopes.
fn written(batch: &Batch) -> Vec<Value> {
    let lines = lines(batch);
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).map_or(Value::Null, content)).collect()
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
