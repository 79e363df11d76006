//! What is wrong with a configuration, and what is hardly meant.

pub(crate) mod mistakes;
pub(crate) mod ranges;
pub(crate) mod server_mistakes;
pub(crate) mod sizes;
mod warnings;
