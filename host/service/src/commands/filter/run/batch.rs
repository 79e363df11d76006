//! Runs the events of one body through chains, and keeps what each filter did to them.

use super::step::Step;
use crate::commands::filter::recorded::{self, WrittenLine};
use sluice_event::Batch;
use sluice_sandbox::{Chain, ChainEnd, RequestContext};
use sluice_wire::recording::{RecordedBody, RecordingError};
use std::sync::Arc;

/// What became of one batch.
pub(crate) struct BatchRun {
    pub(crate) events: usize,
    pub(crate) steps: Vec<Step>,
    /// `written`, `withheld`, `rejected`, or why it was not run.
    pub(crate) end: &'static str,
    /// The lines that would be written.
    pub(crate) lines: Vec<WrittenLine>,
    /// None unless every filter has passed it on.
    pub(crate) batch: Option<Box<Batch>>,
}

/// Runs a batch through chains, one after the other, each with the request that its filters see.
pub(crate) fn run(chains: &[(&Chain, Arc<RequestContext>)], body: &RecordedBody) -> Result<BatchRun, RecordingError> {
    // The first run of a filter in a process finds nothing in any cache, and would take many times as long.
    run_once(chains, body)?;
    run_once(chains, body)
}

fn run_once(chains: &[(&Chain, Arc<RequestContext>)], body: &RecordedBody) -> Result<BatchRun, RecordingError> {
    let mut batch = Box::new(recorded::decode(body)?);
    let events = batch.len();
    let mut lines = recorded::lines(&batch, &body.sender);
    let mut steps = Vec::new();
    for (chain, context) in chains {
        let end = chain.run_observed(batch, context, |run, batch| {
            let after = recorded::lines(batch, &body.sender);
            steps.push(Step::new(run, &lines, &after));
            lines = after;
        });
        let (end, lines) = match end {
            ChainEnd::Passed(passed) => {
                batch = passed;
                continue;
            }
            ChainEnd::Withheld(batch) => ("withheld", recorded::lines(&batch, &body.sender)),
            ChainEnd::Rejected { .. } => ("rejected", Vec::new()),
            ChainEnd::Busy => ("no sandbox was free", Vec::new()),
        };
        return Ok(BatchRun { events, steps, end, lines, batch: None });
    }
    Ok(BatchRun { events, steps, end: "written", lines, batch: Some(batch) })
}
