//! How a name and the secret that it tells are written: one file for each way.

pub(crate) mod assigned;
pub(crate) mod calls;
mod commands;
mod fields;
pub(crate) mod keywords;
mod literal;
pub(crate) mod markup;
mod naming;
pub(crate) mod options;
pub(crate) mod tables;
mod wrapped;
