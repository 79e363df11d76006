//! How a body is written down.

/// How a body is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One JSON document.
    Json,
    /// One JSON document a line. <https://github.com/ndjson/ndjson-spec>
    Lines,
    /// A protobuf message.
    Protobuf,
}
