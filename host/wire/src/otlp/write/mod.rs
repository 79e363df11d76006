//! From OTLP's messages to events, each in a walk over its request.

mod attributes;
pub(super) mod logs;
pub(super) mod metrics;
mod origin;
mod points;
mod record;
mod span_parts;
pub(super) mod spans;
mod walk;
