//! A telemetry edge that runs tenants' WebAssembly filters in a fresh sandbox per request.
pub mod guest_build;
