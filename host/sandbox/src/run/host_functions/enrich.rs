//! Adding and changing. Past a limit these say so and change nothing, since nothing leaks when they do not.

use std::borrow::Cow;

use crate::run::{
    bindings::sluice::filter::{
        enrich::{EditError, Host},
        types::Value,
    },
    run_state::Run,
};
use sluice_event::{self, SetError, Setting};

/// What setting a value in one more event costs beside its bytes, in the unit of [`Run::worked`].
const EVENT_WORK: usize = 256;

impl Host for Run {
    fn set(&mut self, event: u32, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.called()?;
        let longer = path.len() + length(&value);
        let set = fits(self, self.batch.grown_of(event), longer)
            .and_then(|()| Setting::new(&path, to_event(&value)))
            .and_then(|setting| self.batch.put(event, &setting));
        Ok(set.map_err(|error| refused(self, error)))
    }

    /// The events that were dropped are passed over; the first other error ends it.
    fn set_batch(&mut self, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.called()?;
        let longer = path.len() + length(&value);
        let setting = match fits(self, 0, longer).and_then(|()| Setting::new(&path, to_event(&value))) {
            Ok(setting) => setting,
            Err(error) => return Ok(Err(refused(self, error))),
        };
        for event in 0..u32::try_from(self.batch.len()).unwrap_or(u32::MAX) {
            self.worked(longer + EVENT_WORK)?;
            let set = fits(self, self.batch.grown_of(event), longer);
            match set.and_then(|()| self.batch.put(event, &setting)) {
                Ok(()) | Err(SetError::NoSuchEvent) => {}
                Err(error) => return Ok(Err(refused(self, error))),
            }
        }
        Ok(Ok(()))
    }
}

/// Whether an event that has grown by `grown` bytes may grow by `longer`, and the batch with it. Asked before anything is
/// read of a value, which may be large.
fn fits(run: &Run, grown: usize, longer: usize) -> Result<(), SetError> {
    let limits = &run.grant.limits;
    let fits = run.batch.edits() < limits.edits
        && run.batch.grown().saturating_add(longer) <= limits.growth_bytes
        && grown.saturating_add(longer) <= limits.event_growth_bytes;
    if fits { Ok(()) } else { Err(SetError::Limit) }
}

fn refused(run: &mut Run, error: SetError) -> EditError {
    match error {
        SetError::NoSuchEvent => EditError::NoSuchEvent,
        SetError::BadPath => EditError::BadPath,
        SetError::NotAllowed => EditError::NotAllowed,
        SetError::BadValue => EditError::BadValue,
        SetError::Limit => {
            run.diagnostics.cut.edits += 1;
            EditError::Limit
        }
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Number(_) => 32,
        Value::Text(text) | Value::Json(text) => text.len(),
    }
}

fn to_event(value: &Value) -> sluice_event::Value<'_> {
    match value {
        Value::Null => sluice_event::Value::Null,
        Value::Boolean(value) => sluice_event::Value::Boolean(*value),
        Value::Integer(value) => sluice_event::Value::Integer(*value),
        Value::Number(value) => sluice_event::Value::Number(*value),
        Value::Text(text) => sluice_event::Value::Text(Cow::Borrowed(text)),
        Value::Json(text) => sluice_event::Value::Json(Cow::Borrowed(text)),
    }
}
