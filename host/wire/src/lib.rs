//! The only home of wire formats: bytes to a batch, and what happened to a reply.

pub mod body;
pub mod datadog;
mod decode;
mod decoded;
mod error;
pub mod faro;
mod format;
pub mod json;
mod mapping;
pub mod otlp;
pub mod publishable_key;
mod query;
mod received;
pub mod recording;
pub mod reports;
mod route;
pub mod sentry;

pub use body::decompress::{Decompression, decompress_at_once};
pub use decode::decode;
pub use decoded::Decoded;
pub use error::WireError;
pub use format::Format;
pub use received::Received;
pub use route::Route;

#[cfg(test)]
mod tests;
