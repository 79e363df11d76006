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

pub mod auth;
pub mod body;
pub mod case;
pub mod credentials;
pub mod event;
pub mod filter;
pub mod idempotency_key;
pub mod line;
pub mod scan;
pub mod stdout;
pub mod tenant;
pub mod token;
pub mod wire;

pub mod admin;
pub mod guest_build;
pub mod heartbeat;
pub mod log;
pub mod log_rate;
pub mod metrics;
pub mod regular_file;
pub mod rejection;
pub mod reload;
pub mod request_id;
pub mod service;
pub mod shutdown;
