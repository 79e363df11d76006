//! From which size on a batch is large.

/// A batch of more bytes is large: decoding it, filtering it and writing its lines may take more than a millisecond.
pub const LARGE_BYTES: usize = 128 << 10;
/// A compressed body of more bytes is taken to be large; telemetry shrinks to a tenth.
pub const LARGE_COMPRESSED_BYTES: usize = LARGE_BYTES / 8;
