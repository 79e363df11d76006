//! The interface `events`: reading the batch.

use std::ops::ControlFlow;

use crate::run::{
    bindings::sluice::filter::{
        events::{Host, Leaf, Text},
        types::Value,
    },
    limits::clock::Clock,
    replay::call::Call,
    result::outcome::Outcome,
    state::run_state::RunState,
};
use sluice_event::Batch;

impl Host for RunState {
    fn count(&mut self) -> wasmtime::Result<u32> {
        self.call(Call::CountEvents)?.into_number()
    }

    fn get(&mut self, event: u32, path: String) -> wasmtime::Result<Option<Value>> {
        self.begin_host_call()?;
        Ok(self.batch.get(event, &path).map(to_guest_value))
    }

    fn texts(&mut self, event: u32, under: String) -> wasmtime::Result<Vec<Text>> {
        list(self, |batch, room| {
            batch.texts(event, &under, |path, text| match text {
                Some(text) => {
                    room.put(path.len() + text.len(), || Text { path: path.to_owned(), text: text.to_owned() })
                }
                None => room.pass(path),
            });
        })
    }

    fn leaves(&mut self, event: u32, under: String) -> wasmtime::Result<Vec<Leaf>> {
        list(self, |batch, room| {
            batch.leaves(event, &under, |path, value| {
                let Some(value) = value.map(to_guest_value) else { return room.pass(path) };
                let text = match &value {
                    Value::Text(text) | Value::Json(text) => text.len(),
                    _ => 0,
                };
                room.put(path.len() + text, || Leaf { path: path.to_owned(), value })
            });
        })
    }

    fn members(&mut self, event: u32, path: String) -> wasmtime::Result<Vec<String>> {
        list(self, |batch, room| {
            batch.member_names(event, &path, |name| room.put(name.len(), || name.to_owned()));
        })
    }

    fn hash(&mut self, event: u32, path: String) -> wasmtime::Result<Option<u64>> {
        self.begin_host_call()?;
        let key = self.context.key.as_ref().unwrap_or(&self.config.key);
        Ok(self.batch.scalar_text(event, &path).map(|text| key.hash(text)))
    }
}

/// What a filter gets of a walk through an event.
struct Room<'a, T> {
    items: Vec<T>,
    /// Bytes that it may still have.
    left: usize,
    clock: &'a mut Clock,
    end: Option<Outcome>,
}

impl<T> Room<'_, T> {
    /// Adds an item whose texts have so many bytes, and says whether there may be another one. Each comes with its whole path:
    /// with long names, those of a small body can take gigabytes.
    fn put(&mut self, bytes: usize, item: impl FnOnce() -> T) -> ControlFlow<()> {
        let bytes = bytes + size_of::<T>();
        self.end = if bytes > self.left { Some(Outcome::MemoryLimit) } else { self.clock.exceeded_limit_after(bytes) };
        if self.end.is_some() {
            return ControlFlow::Break(());
        }
        self.left -= bytes;
        self.items.push(item());
        ControlFlow::Continue(())
    }

    /// Passes a value that the filter does not get, and says whether the walk may go on: an event may have nothing else.
    fn pass(&mut self, path: &str) -> ControlFlow<()> {
        self.end = self.clock.exceeded_limit_after(path.len() + size_of::<T>());
        if self.end.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Makes the list that a walk through an event gives.
fn list<T>(run: &mut RunState, walk: impl FnOnce(&Batch, &mut Room<'_, T>)) -> wasmtime::Result<Vec<T>> {
    run.begin_host_call()?;
    let left = usize::try_from(run.config.limits.memory_bytes).unwrap_or(usize::MAX);
    let mut room = Room { items: Vec::new(), left, clock: &mut run.clock, end: None };
    walk(&run.batch, &mut room);
    match room.end {
        None => Ok(room.items),
        Some(Outcome::MemoryLimit) => {
            Err(run.stop(Outcome::MemoryLimit, "asked for values that, with their paths, are larger than its memory may be (`limits.memory_bytes`); ask for those under a path"))
        }
        Some(outcome) => Err(run.stop_out_of_time(outcome)),
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
