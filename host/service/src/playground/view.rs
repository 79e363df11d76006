//! What the playground's page is told: values as JSON text, so that the page changes no number.

use crate::commands::filter::{
    recorded::WrittenLine,
    run::{
        batch::BatchRun,
        step::{EventChanges, Step},
    },
};
use serde::Serialize;
use sluice_event::GuardFinding;
use sluice_sandbox::Outcome;
use std::time::Duration;

/// One batch and what its filters made of it.
#[derive(Serialize)]
pub(super) struct BatchView {
    pub(super) events: usize,
    pub(super) steps: Vec<StepView>,
    /// What the guard did, where the tenant has one.
    pub(super) guard: Option<GuardView>,
    /// `written`, `withheld`, `rejected`, or why it was not run.
    pub(super) end: &'static str,
    pub(super) lines: Vec<String>,
}

/// One filter's part.
#[derive(Serialize)]
pub(super) struct StepView {
    filter: String,
    version: String,
    outcome: &'static str,
    failed: bool,
    detail: Option<String>,
    events: Vec<EventView>,
    receipts: Vec<Counted>,
    counters: Vec<Counted>,
    logged: Vec<Logged>,
    cpu_us: f64,
    start_us: f64,
    memory_bytes: usize,
    host_calls: u32,
    limits: LimitsView,
}

/// What a run may use.
#[derive(Serialize)]
struct LimitsView {
    cpu_us: u64,
    memory_bytes: u64,
    host_calls: u32,
}

/// What became of one event.
#[derive(Serialize)]
pub(super) struct EventView {
    /// Counted from 1.
    event: u32,
    dropped: bool,
    changes: Vec<ChangeView>,
}

/// One value, as JSON text; none where there is nothing.
#[derive(Serialize)]
struct ChangeView {
    path: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Counted {
    name: String,
    count: u64,
}

#[derive(Serialize)]
struct Logged {
    level: &'static str,
    message: String,
}

/// The guard's part.
#[derive(Serialize)]
pub(super) struct GuardView {
    pub(super) events: Vec<EventView>,
    pub(super) findings: Vec<FindingView>,
}

/// What the guard found of one kind.
#[derive(Serialize)]
pub(super) struct FindingView {
    kind: &'static str,
    action: &'static str,
    count: u32,
}

impl BatchView {
    pub(super) fn new(run: BatchRun, guard: Option<GuardView>) -> Self {
        let lines = run.lines.into_iter().map(|line| line.text).collect();
        let steps = run.steps.iter().map(StepView::new).collect();
        Self { events: run.events, steps, guard, end: run.end, lines }
    }
}

impl StepView {
    fn new(step: &Step) -> Self {
        let run = &step.run;
        let logged = run.logged.iter().map(|(level, message)| Logged { level, message: message.clone() });
        let counters = run.counts.iter().map(|(name, count)| Counted { name: name.clone(), count: *count });
        Self {
            filter: run.filter.name.clone(),
            version: run.filter.version.clone(),
            outcome: run.outcome.as_str(),
            failed: run.outcome != Outcome::Ok,
            detail: run.detail.clone(),
            events: step.events.iter().map(EventView::new).collect(),
            receipts: step.receipts().map(|(rule, count)| Counted { name: rule.to_owned(), count }).collect(),
            counters: counters.collect(),
            logged: logged.collect(),
            cpu_us: micros(run.cpu),
            start_us: micros(run.start),
            memory_bytes: run.memory_bytes,
            host_calls: run.host_calls,
            limits: LimitsView {
                cpu_us: run.limits.cpu_ms.saturating_mul(1_000),
                memory_bytes: run.limits.memory_bytes,
                host_calls: run.limits.host_calls,
            },
        }
    }
}

impl EventView {
    fn new(event: &EventChanges) -> Self {
        let changes = event.changes.iter().flatten().map(|change| ChangeView {
            path: change.path.clone(),
            before: change.before.as_ref().map(ToString::to_string),
            after: change.after.as_ref().map(ToString::to_string),
        });
        Self { event: event.number, dropped: event.changes.is_none(), changes: changes.collect() }
    }
}

impl GuardView {
    pub(super) fn new(before: &[WrittenLine], after: &[WrittenLine], findings: &[GuardFinding]) -> Self {
        let findings = findings.iter().map(|found| FindingView {
            kind: found.kind.as_str(),
            action: found.action.as_str(),
            count: found.count,
        });
        let events = EventChanges::between(before, after);
        Self { events: events.iter().map(EventView::new).collect(), findings: findings.collect() }
    }
}

fn micros(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e7).round() / 10.0
}
