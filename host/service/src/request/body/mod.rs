//! The body of a request as it comes, whoever sends it and whatever is in it.

mod decompress;
mod limits;
mod read;

pub use decompress::{Body, decompress_small};
pub use limits::{decompressed_limit, is_large, limit};
pub use read::{discard, read};
