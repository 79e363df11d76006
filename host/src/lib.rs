//! Sluice, a telemetry edge: browsers' events in, through tenants' filters in sandboxes, JSON lines out on stdout.
//!
//! The modules below stand in the order in which a request meets them.

pub mod commands;
pub mod config;

pub mod ingress;
pub mod server;

pub mod exchange;
pub mod routes;

pub mod pipeline;

pub mod body;
pub mod case;
pub mod cors;
pub mod credentials;
pub mod file_access;
pub mod filter;
pub mod idempotency_key;
pub mod tenant;

pub mod admin;
pub mod guest_build;
pub mod heartbeat;
pub mod log;
pub mod log_rate;
pub mod metrics;
pub mod mistakes;
pub mod regular_file;
pub mod rejection;
pub mod reload;
pub mod reply;
pub mod request_id;
pub mod service;
pub mod shutdown;

pub use sluice_event as event;
pub use sluice_event::line;
pub use sluice_identity::{self as auth, token};
pub use sluice_output as stdout;
pub use sluice_scan as scan;

/// Wire formats, and the rules for the pages that send them.
pub mod wire {
    pub use crate::cors;
    pub use sluice_wire::*;
}
