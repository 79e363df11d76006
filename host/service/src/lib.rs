//! Sluice, a telemetry edge: browsers' events in, through tenants' filters in sandboxes, JSON lines out on stdout.
//!
//! This crate puts the others together. [`request`] is the life of a request; read [`request::pipeline`] first.

pub mod admin;
pub(crate) mod browser_page;
pub mod commands;
pub mod components;
pub mod config;
pub mod data_map;
pub mod guest_build;
pub mod log;
pub mod memory;
pub mod metrics;
pub mod playground;
pub mod reload;
pub mod request;
pub mod server;
pub mod service;
pub mod tenants;
