//! What the mappings of all formats have in common.

pub(crate) mod base64;
pub(crate) mod known;
mod slot;
pub(crate) mod stack;
