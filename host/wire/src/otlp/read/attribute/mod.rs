//! Attributes and their values.

mod any_value;
mod from_json;
mod from_protobuf;
mod nested;
mod reader;

pub(in crate::otlp) use any_value::{AnyValue, KeyValue};
