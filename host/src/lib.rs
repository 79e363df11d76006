//! The telemetry edge: events in, filters in sandboxes, JSON lines out.

pub mod config;
pub mod event;
pub mod filter;
pub mod line;
pub mod metrics;
pub mod scan;
