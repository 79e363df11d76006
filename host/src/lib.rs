//! Sluice.
pub mod config;
pub mod event;
pub mod filter;
pub mod metrics;
pub mod scan;
