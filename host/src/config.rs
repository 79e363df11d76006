//! The configuration, one file a section.

pub mod filters;
