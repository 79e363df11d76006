//! Why a body is not taken before anything in it is read.

/// What the headers of a request, or the bytes of its body, have that is not taken. What a client is told of it is up to the
/// caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A `Content-Type` that the route does not take.
    #[error("the content type is none of {taken}")]
    UnsupportedType {
        /// What the route takes, as the header `Accept` has it.
        taken: &'static str,
    },
    /// A `Content-Encoding` that is not taken, or more than one layer.
    #[error("the content encoding is not taken")]
    UnsupportedEncoding,
    /// The body is not whole streams of what its `Content-Encoding` says.
    #[error("the body cannot be decompressed")]
    EncodingBroken,
    /// The body becomes too large when it is decompressed.
    #[error("the body has more than {limit} bytes when it is decompressed")]
    DecompressedTooLarge {
        /// Bytes.
        limit: usize,
    },
    /// The memory that decompression needs was not granted.
    #[error("there is no memory to decompress the body")]
    OutOfMemory,
}
