//! Replies: what became of a batch, or why a request was refused.

pub mod cors;
pub mod header_names;
mod rejected;
mod response;
mod retry_after;
pub mod sentry_limits;
mod unread;
mod written;

pub use cors::preflight;
pub use rejected::rejected;
pub use response::Reply;
pub use written::{no_content, written};
