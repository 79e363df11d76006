//! What a scanner is asked for, and what it answers.

pub(crate) mod coverage;
pub(crate) mod error;
pub(crate) mod group;
pub(crate) mod kind;
pub(crate) mod kind_set;
pub(crate) mod limits;
pub(crate) mod matches;
pub(crate) mod options;
pub(crate) mod pattern;
pub(crate) mod regex_error;
pub(crate) mod replacement;
