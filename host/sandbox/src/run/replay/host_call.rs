//! Begins the calls of a guest, and makes those that can be made without it.

use super::{
    call::{Answer, Call},
    recording::Next,
};
use crate::run::{
    operations::{enrich, measure, redact, scan},
    result::outcome::Outcome,
    state::run_state::RunState,
};

impl RunState {
    /// Makes a call of the guest, or gives it the result if the call was made before the guest was started.
    pub(crate) fn call(&mut self, call: Call) -> wasmtime::Result<Answer> {
        match self.recording.as_mut().map(|recording| recording.next(&call)) {
            Some(Next::Made(answer)) => {
                self.check_clock()?;
                return Ok(answer);
            }
            Some(Next::Other) => return Err(self.stop_diverged()),
            Some(Next::New) | None => {}
        }
        let answer = self.make_counted(&call)?;
        if let Some(recording) = &mut self.recording {
            recording.push(call, &answer);
        }
        Ok(answer)
    }

    /// Makes a call that is one of the run's, whoever has asked for it.
    pub(crate) fn make_counted(&mut self, call: &Call) -> wasmtime::Result<Answer> {
        self.count_host_call()?;
        make(call, self)
    }

    fn stop_diverged(&mut self) -> wasmtime::Error {
        self.stop(Outcome::Trap, "made other calls than before, with the same results")
    }

    /// Begins a call that nobody but the guest can make: counts it and checks the clock. Every host function begins with
    /// this, or makes a [`Call`].
    pub(crate) fn begin_host_call(&mut self) -> wasmtime::Result<()> {
        if self.recording.as_mut().is_some_and(|recording| !recording.abandon()) {
            return Err(self.stop_diverged());
        }
        self.count_host_call()
    }

    /// Counts a host call and checks the clock: a guest without loops and functions checks it nowhere else.
    fn count_host_call(&mut self) -> wasmtime::Result<()> {
        self.host_calls += 1;
        if self.host_calls > self.config.limits.host_calls {
            let (calls, limit) = (self.host_calls, self.config.limits.host_calls);
            let why = format!("made {calls} calls into the host, the limit is {limit} (`limits.host_calls`)");
            return Err(self.stop(Outcome::HostCallLimit, why));
        }
        self.check_clock()
    }
}

/// Makes a call.
///
/// # Errors
/// It ends the run.
fn make(call: &Call, run: &mut RunState) -> wasmtime::Result<Answer> {
    Ok(match call {
        Call::Tenant => Answer::Tenant(tenant(run)),
        Call::UserAgent => Answer::Text(run.context.user_agent.clone()),
        Call::Origin => Answer::Text(run.context.origin.clone()),
        Call::CountEvents => Answer::Number(run.count_events()),
        Call::Drop { event } => {
            redact::drop_event(run, *event)?;
            Answer::Nothing
        }
        Call::Remove { event, path, rule } => Answer::Flag(redact::remove(run, *event, path, *rule)?),
        Call::Pseudonymise { event, path, rule } => Answer::Flag(redact::pseudonymise(run, *event, path, *rule)?),
        Call::ScanBatch { scanner, under } => Answer::Number(scan::scan_batch(run, *scanner, under)?),
        Call::ScanNamesBatch { scanner, under } => Answer::Number(scan::scan_names_batch(run, *scanner, under)?),
        Call::RemoveOthersBatch { scanner, rule } => Answer::Number(scan::remove_others(run, *scanner, *rule)?),
        Call::Set { event, path, value } => Answer::Edit(enrich::set(run, *event, path, value)),
        Call::SetBatch { path, value } => Answer::Edit(enrich::set_batch(run, path, value, enrich::Where::Everywhere)?),
        Call::SetMissingBatch { path, value } => {
            Answer::Edit(enrich::set_batch(run, path, value, enrich::Where::Missing)?)
        }
        Call::Count { counter, amount } => {
            measure::count(run, *counter, *amount);
            Answer::Nothing
        }
    })
}

/// The tenant's id and name.
fn tenant(run: &RunState) -> Option<(String, String)> {
    run.context.tenant.as_ref().map(|tenant| (tenant.id.to_string(), tenant.name.to_string()))
}
