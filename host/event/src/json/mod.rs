//! JSON text (RFC 8259): to nodes, and from nodes back to text.

pub(crate) mod escape;
pub(crate) mod number_end;
mod string_end;
pub(crate) mod tokenize;
mod unescape;
pub(crate) mod writer;
