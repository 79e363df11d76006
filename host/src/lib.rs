//! The telemetry edge: events in, filters in sandboxes, JSON lines out.
pub mod event;
pub mod line;
pub mod scan;
