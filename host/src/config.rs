//! The configuration.

pub mod auth;
