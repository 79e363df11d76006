//! Both encodings of a message, protobuf and JSON, behind one reader.

pub(crate) mod field;
pub(crate) mod json;
mod packed;
pub(crate) mod protobuf;
pub(crate) mod reader;
mod scalar;
pub(crate) mod texts;
pub(crate) mod value;
