//! What a scanner is asked for, and what it answers.

pub(crate) mod coverage;
pub(crate) mod error;
pub(crate) mod kind;
pub(crate) mod matches;
pub(crate) mod options;
pub(crate) mod pattern;
