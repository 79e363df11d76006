//! Reading a text: its bytes, its escapes, its letters.

pub(crate) mod base64;
pub(crate) mod bits;
pub(crate) mod bytes;
pub(crate) mod classify;
pub(crate) mod escapes;
pub(crate) mod fold;
pub(crate) mod letters;
pub(crate) mod script;
pub(crate) mod steps;
