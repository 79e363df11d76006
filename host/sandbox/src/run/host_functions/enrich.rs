//! The interface `enrich`: adding and changing values. Past a limit these functions return an error and change nothing.
//! The run goes on, since no data leaks when a value is missing.

use std::borrow::Cow;

use super::events;
use crate::run::{
    bindings::sluice::filter::{
        enrich::{EditError, Host},
        types::Value,
    },
    replay::call::Call,
    run_state::RunState,
};
use sluice_event::{self, SetError, Setting};

/// The cost of setting a value in one event, beside its bytes, in the unit of [`RunState::check_clock_after`].
const EVENT_WORK: usize = 256;
/// The longest number, boolean or null.
const SCALAR_BYTES: usize = 32;

impl Host for RunState {
    fn set(&mut self, event: u32, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.call(Call::Set { event, path, value: to_event_value(value) })?.into_edit()
    }

    fn set_batch(&mut self, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.call(Call::SetBatch { path, value: to_event_value(value) })?.into_edit()
    }

    fn set_missing_batch(&mut self, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.call(Call::SetMissingBatch { path, value: to_event_value(value) })?.into_edit()
    }
}

/// Which events of a batch get a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Everywhere,
    /// Those that have nothing at the path.
    Missing,
}

/// Sets a value in one event.
pub(crate) fn set(
    run: &mut RunState,
    event: u32,
    path: &str,
    value: &sluice_event::Value<'_>,
) -> Result<(), EditError> {
    let added_bytes = path.len() + value_length(value);
    let set = check_growth(run, run.batch.grown_of(event), added_bytes)
        .and_then(|()| Setting::new(path, value.borrowed()))
        .and_then(|setting| run.batch.put(event, &setting));
    set.map_err(|error| to_edit_error(run, error))
}

/// Sets a value in events that are not dropped. Stops at the first error.
pub(crate) fn set_batch(
    run: &mut RunState,
    path: &str,
    value: &sluice_event::Value<'_>,
    events: Where,
) -> wasmtime::Result<Result<(), EditError>> {
    let added_bytes = path.len() + value_length(value);
    let setting = match check_growth(run, 0, added_bytes).and_then(|()| Setting::new(path, value.borrowed())) {
        Ok(setting) => setting,
        Err(error) => return Ok(Err(to_edit_error(run, error))),
    };
    for event in 0..events::count(run) {
        run.check_clock_after(added_bytes + EVENT_WORK)?;
        if events == Where::Missing && run.batch.has(event, path) {
            continue;
        }
        let set = check_growth(run, run.batch.grown_of(event), added_bytes);
        match set.and_then(|()| run.batch.put(event, &setting)) {
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

fn value_length(value: &sluice_event::Value<'_>) -> usize {
    value.text().map_or(SCALAR_BYTES, str::len)
}

fn to_event_value(value: Value) -> sluice_event::Value<'static> {
    match value {
        Value::Null => sluice_event::Value::Null,
        Value::Boolean(value) => sluice_event::Value::Boolean(value),
        Value::Integer(value) => sluice_event::Value::Integer(value),
        Value::Number(value) => sluice_event::Value::Number(value),
        Value::Text(text) => sluice_event::Value::Text(Cow::Owned(text)),
        Value::Json(text) => sluice_event::Value::Json(Cow::Owned(text)),
    }
}
