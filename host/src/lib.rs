//! Sluice.

pub mod scan;
