//! How a body is packed: its type, its coding, and the bytes within.

pub mod content_encoding;
pub mod content_type;
pub(crate) mod decompress;
mod decompressor;
pub(crate) mod form;
