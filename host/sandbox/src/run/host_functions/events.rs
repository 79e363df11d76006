//! The interface `events`: reading the batch.

use std::ops::ControlFlow;

use crate::run::{
    bindings::sluice::filter::{
        events::{Host, Text},
        types::Value,
    },
    result::outcome::Outcome,
    run_state::RunState,
};

impl Host for RunState {
    fn count(&mut self) -> wasmtime::Result<u32> {
        self.begin_host_call()?;
        Ok(u32::try_from(self.batch.len()).unwrap_or(u32::MAX))
    }

    fn get(&mut self, event: u32, path: String) -> wasmtime::Result<Option<Value>> {
        self.begin_host_call()?;
        Ok(self.batch.get(event, &path).map(to_guest_value))
    }

    fn texts(&mut self, event: u32, under: String) -> wasmtime::Result<Vec<Text>> {
        self.begin_host_call()?;
        let (mut texts, mut end) = (Vec::new(), None);
        let mut left = usize::try_from(self.config.limits.memory_bytes).unwrap_or(usize::MAX);
        let clock = &mut self.clock;
        self.batch.texts(event, &under, |path, text| {
            let bytes = path.len() + text.len() + size_of::<Text>();
            // Each text comes with its whole path: with long names, those of a small body can take gigabytes.
            end = if bytes > left { Some(Outcome::MemoryLimit) } else { clock.exceeded_limit_after(bytes) };
            if end.is_some() {
                return ControlFlow::Break(());
            }
            left -= bytes;
            texts.push(Text { path: path.to_owned(), text: text.to_owned() });
            ControlFlow::Continue(())
        });
        match end {
            None => Ok(texts),
            Some(Outcome::MemoryLimit) => {
                Err(self.stop(Outcome::MemoryLimit, "asked for texts that, with their paths, are larger than its memory may be (`limits.memory_bytes`); ask for those under a path"))
            }
            Some(outcome) => Err(self.stop_out_of_time(outcome)),
        }
    }
}

fn to_guest_value(value: sluice_event::Value<'_>) -> Value {
    match value {
        sluice_event::Value::Null => Value::Null,
        sluice_event::Value::Boolean(value) => Value::Boolean(value),
        sluice_event::Value::Integer(value) => Value::Integer(value),
        sluice_event::Value::Number(value) => Value::Number(value),
        sluice_event::Value::Text(text) => Value::Text(text.into_owned()),
        sluice_event::Value::Json(text) => Value::Json(text.into_owned()),
    }
}
