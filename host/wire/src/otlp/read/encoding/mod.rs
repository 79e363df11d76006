//! Both encodings of a message, protobuf and JSON, behind one reader.

pub(crate) mod field;
pub(crate) mod json;
pub(crate) mod protobuf;
pub(crate) mod reader;
pub(crate) mod value;
