//! Adding and changing values. Past a limit nothing is changed, and the guest gets an error.

use crate::run::{bindings::sluice::filter::enrich::EditError, state::run_state::RunState};
use sluice_event::{SetError, Setting, Value};

/// The cost of setting a value in one event, beside its bytes, in the unit of [`RunState::check_clock_after`].
const EVENT_WORK: usize = 256;
/// The longest number, boolean or null.
const SCALAR_BYTES: usize = 32;

/// Which events of a batch get a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Everywhere,
    /// Those that have nothing at the path.
    Missing,
}

/// Sets a value in one event.
pub(crate) fn set(run: &mut RunState, event: u32, path: &str, value: &Value<'_>) -> Result<(), EditError> {
    let added_bytes = path.len() + value_length(value);
    let set = check_growth(run, run.batch.grown_of(event), added_bytes)
        .and_then(|()| Setting::new(path, value.borrowed()))
        .and_then(|mut setting| run.batch.put(event, &mut setting));
    set.map_err(|error| to_edit_error(run, error))
}

/// Sets a value in events that are not dropped. Stops at the first error.
pub(crate) fn set_batch(
    run: &mut RunState,
    path: &str,
    value: &Value<'_>,
    events: Where,
) -> wasmtime::Result<Result<(), EditError>> {
    let added_bytes = path.len() + value_length(value);
    let mut setting = match check_growth(run, 0, added_bytes).and_then(|()| Setting::new(path, value.borrowed())) {
        Ok(setting) => setting,
        Err(error) => return Ok(Err(to_edit_error(run, error))),
    };
    for event in 0..run.count_events() {
        run.check_clock_after(added_bytes + EVENT_WORK)?;
        if events == Where::Missing && run.batch.has(event, path) {
            continue;
        }
        let set = check_growth(run, run.batch.grown_of(event), added_bytes);
        match set.and_then(|()| run.batch.put(event, &mut setting)) {
            Ok(()) | Err(SetError::NoSuchEvent) => {}
            Err(error) => return Ok(Err(to_edit_error(run, error))),
        }
    }
    Ok(Ok(()))
}

/// Whether an event that has grown by `grown` bytes may grow by `added_bytes`, and the batch with it. Asked before
/// anything is read of a value, which may be large.
fn check_growth(run: &RunState, grown: usize, added_bytes: usize) -> Result<(), SetError> {
    let limits = &run.config.limits;
    let fits = run.batch.edits() < limits.edits
        && run.batch.grown().saturating_add(added_bytes) <= limits.growth_bytes
        && grown.saturating_add(added_bytes) <= limits.event_growth_bytes;
    if fits { Ok(()) } else { Err(SetError::Limit) }
}

fn to_edit_error(run: &mut RunState, error: SetError) -> EditError {
    match error {
        SetError::NoSuchEvent => EditError::NoSuchEvent,
        SetError::BadPath => EditError::BadPath,
        SetError::NotAllowed => EditError::NotAllowed,
        SetError::BadValue => EditError::BadValue,
        SetError::Limit => {
            run.diagnostics.omitted.edits += 1;
            EditError::Limit
        }
    }
}

fn value_length(value: &Value<'_>) -> usize {
    value.text().map_or(SCALAR_BYTES, str::len)
}
