//! Members that events of several items have.

pub(super) mod about;
pub(super) mod attributes;
pub(super) mod exception;
pub(super) mod level;
pub(super) mod time;
pub(super) mod trace;
