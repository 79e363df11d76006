//! Sluice, a telemetry edge: browsers' events in, tenants' filters in sandboxes, JSON lines out.

pub mod auth;
pub mod config;
pub mod metrics;
pub mod token;
