//! A run that does not end in time.

use std::{fmt, time::Duration};

/// A run on a thread that serves requests, which has used much more processor time than it may.
#[derive(Clone, Debug)]
pub struct Overdue {
    /// `edge`, or a tenant's id.
    pub chain: String,
    /// The filter's configured name.
    pub filter: String,
    /// Processor time so far.
    pub cpu: Duration,
    /// The filter's budget of processor time.
    pub budget: Duration,
}

impl fmt::Display for Overdue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chain, filter, .. } = self;
        let (cpu, budget) = (self.cpu.as_millis(), self.budget.as_millis());
        write!(
            f,
            "a thread that serves has been in filter `{filter}` of chain `{chain}` for {cpu} ms of processor time; "
        )?;
        write!(f, "the budget of a run is {budget} ms")
    }
}
