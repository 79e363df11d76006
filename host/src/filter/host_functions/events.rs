//! Reading the batch.

use crate::{
    event,
    filter::{
        bindings::sluice::filter::{
            events::{Host, Text},
            types::Value,
        },
        run::Run,
    },
};

impl Host for Run {
    fn count(&mut self) -> wasmtime::Result<u32> {
        self.called()?;
        Ok(u32::try_from(self.batch.len()).unwrap_or(u32::MAX))
    }

    fn get(&mut self, event: u32, path: String) -> wasmtime::Result<Option<Value>> {
        self.called()?;
        Ok(self.batch.get(event, &path).map(to_guest))
    }

    fn texts(&mut self, event: u32, under: String) -> wasmtime::Result<Vec<Text>> {
        self.called()?;
        let mut texts = Vec::new();
        self.batch.texts(event, &under, |path, text| texts.push(Text { path: path.to_owned(), text: text.to_owned() }));
        Ok(texts)
    }
}

fn to_guest(value: event::Value<'_>) -> Value {
    match value {
        event::Value::Null => Value::Null,
        event::Value::Boolean(value) => Value::Boolean(value),
        event::Value::Integer(value) => Value::Integer(value),
        event::Value::Number(value) => Value::Number(value),
        event::Value::Text(text) => Value::Text(text.into_owned()),
        event::Value::Json(text) => Value::Json(text.into_owned()),
    }
}
