//! One batch that went through both filters.

use std::time::Duration;

use crate::commands::filter::recorded::{self, WrittenLine};
use sluice_sandbox::{Chain, ChainEnd, Outcome};
use sluice_wire::recording::RecordedBody;

/// How often each filter runs on a batch. The least of its times counts: the others waited for something.
const ROUNDS: usize = 3;

/// One batch, and what the filters made of it.
pub(crate) struct Compared {
    pub(super) sent: Vec<WrittenLine>,
    pub(super) old: Run,
    pub(super) new: Run,
}

/// What became of one batch.
pub(crate) struct Run {
    pub(super) lines: Vec<WrittenLine>,
    /// The filter that failed, and how.
    pub(super) failure: Option<String>,
    pub(super) cpu: Duration,
}

/// Runs a batch through both.
pub(crate) fn compare_batch(body: &RecordedBody, old: &Chain, new: &Chain) -> Result<Compared, String> {
    let batch = recorded::decode(body).map_err(|error| error.to_string())?;
    let sent = recorded::lines(&batch, &body.sender);
    let (mut old_run, mut new_run) = (run_once(body, old)?, run_once(body, new)?);
    for _ in 1..ROUNDS {
        old_run.cpu = old_run.cpu.min(run_once(body, old)?.cpu);
        new_run.cpu = new_run.cpu.min(run_once(body, new)?.cpu);
    }
    Ok(Compared { sent, old: old_run, new: new_run })
}

fn run_once(body: &RecordedBody, chain: &Chain) -> Result<Run, String> {
    let batch = recorded::decode(body).map_err(|error| error.to_string())?;
    let (mut cpu, mut failure) = (Duration::ZERO, None);
    let end = chain.run_observed(batch, &recorded::context(&body.sender), |run, _| {
        cpu += run.cpu;
        if run.outcome != Outcome::Ok && failure.is_none() {
            failure = Some(format!("{} ({})", run.filter.name, run.outcome.as_str()));
        }
    });
    let lines = match end {
        ChainEnd::Passed(batch) => recorded::lines(&batch, &body.sender),
        ChainEnd::Withheld(_) | ChainEnd::Rejected { .. } => Vec::new(),
        ChainEnd::Busy => return Err("no sandbox was free".to_owned()),
    };
    Ok(Run { lines, failure, cpu })
}
