//! The interface `enrich`: adding and changing values. Past a limit these functions return an error and change nothing.
//! The run goes on, since no data leaks when a value is missing.

use std::borrow::Cow;

use crate::run::{
    bindings::sluice::filter::{
        enrich::{EditError, Host},
        types::Value,
    },
    run_state::RunState,
};
use sluice_event::{self, SetError, Setting};

/// The cost of setting a value in one event, beside its bytes, in the unit of [`RunState::check_clock_after`].
const EVENT_WORK: usize = 256;

impl Host for RunState {
    fn set(&mut self, event: u32, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.begin_host_call()?;
        let added_bytes = path.len() + value_length(&value);
        let set = check_growth(self, self.batch.grown_of(event), added_bytes)
            .and_then(|()| Setting::new(&path, to_event_value(&value)))
            .and_then(|setting| self.batch.put(event, &setting));
        Ok(set.map_err(|error| to_edit_error(self, error)))
    }

    /// Skips dropped events. Stops at the first other error.
    fn set_batch(&mut self, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.begin_host_call()?;
        let added_bytes = path.len() + value_length(&value);
        let setting =
            match check_growth(self, 0, added_bytes).and_then(|()| Setting::new(&path, to_event_value(&value))) {
                Ok(setting) => setting,
                Err(error) => return Ok(Err(to_edit_error(self, error))),
            };
        for event in 0..u32::try_from(self.batch.len()).unwrap_or(u32::MAX) {
            self.check_clock_after(added_bytes + EVENT_WORK)?;
            let set = check_growth(self, self.batch.grown_of(event), added_bytes);
            match set.and_then(|()| self.batch.put(event, &setting)) {
                Ok(()) | Err(SetError::NoSuchEvent) => {}
                Err(error) => return Ok(Err(to_edit_error(self, error))),
            }
        }
        Ok(Ok(()))
    }
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

fn value_length(value: &Value) -> usize {
    match value {
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Number(_) => 32,
        Value::Text(text) | Value::Json(text) => text.len(),
    }
}

fn to_event_value(value: &Value) -> sluice_event::Value<'_> {
    match value {
        Value::Null => sluice_event::Value::Null,
        Value::Boolean(value) => sluice_event::Value::Boolean(*value),
        Value::Integer(value) => sluice_event::Value::Integer(*value),
        Value::Number(value) => sluice_event::Value::Number(*value),
        Value::Text(text) => sluice_event::Value::Text(Cow::Borrowed(text)),
        Value::Json(text) => sluice_event::Value::Json(Cow::Borrowed(text)),
    }
}
