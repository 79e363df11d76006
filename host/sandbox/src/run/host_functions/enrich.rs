//! The interface `enrich`: adding and changing values. Past a limit these functions return an error and change nothing.
//! The run goes on, since no data leaks when a value is missing.

use std::borrow::Cow;

use crate::run::{
    bindings::sluice::filter::{
        enrich::{EditError, Host},
        types::Value,
    },
    replay::call::Call,
    state::run_state::RunState,
};

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
