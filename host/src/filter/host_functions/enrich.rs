//! Adding and changing. Past a limit these say so and change nothing, since nothing leaks when they do not.

use std::borrow::Cow;

use crate::{
    event::{self, SetError},
    filter::{
        bindings::sluice::filter::{
            enrich::{EditError, Host},
            types::Value,
        },
        run::Run,
    },
};

impl Host for Run {
    fn set(&mut self, event: u32, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.called()?;
        Ok(set(self, event, &path, &value))
    }

    /// The events that were dropped are passed over; the first other error ends it.
    fn set_batch(&mut self, path: String, value: Value) -> wasmtime::Result<Result<(), EditError>> {
        self.called()?;
        for event in 0..u32::try_from(self.batch.len()).unwrap_or(u32::MAX) {
            match set(self, event, &path, &value) {
                Ok(()) | Err(EditError::NoSuchEvent) => {}
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(()))
    }
}

fn set(run: &mut Run, event: u32, path: &str, value: &Value) -> Result<(), EditError> {
    let limits = &run.grant.limits;
    let longer = path.len().saturating_add(length(value));
    let fits = run.batch.edits() < limits.edits
        && run.batch.grown().saturating_add(longer) <= limits.growth_bytes
        && run.batch.grown_of(event).saturating_add(longer) <= limits.event_growth_bytes;
    let done = if fits { run.batch.set(event, path, to_event(value)) } else { Err(SetError::Limit) };
    done.map_err(|error| match error {
        SetError::NoSuchEvent => EditError::NoSuchEvent,
        SetError::BadPath => EditError::BadPath,
        SetError::NotAllowed => EditError::NotAllowed,
        SetError::BadValue => EditError::BadValue,
        SetError::Limit => {
            run.diagnostics.cut.edits += 1;
            EditError::Limit
        }
    })
}

fn length(value: &Value) -> usize {
    match value {
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Number(_) => 32,
        Value::Text(text) | Value::Json(text) => text.len(),
    }
}

fn to_event(value: &Value) -> event::Value<'_> {
    match value {
        Value::Null => event::Value::Null,
        Value::Boolean(value) => event::Value::Boolean(*value),
        Value::Integer(value) => event::Value::Integer(*value),
        Value::Number(value) => event::Value::Number(*value),
        Value::Text(text) => event::Value::Text(Cow::Borrowed(text)),
        Value::Json(text) => event::Value::Json(Cow::Borrowed(text)),
    }
}
