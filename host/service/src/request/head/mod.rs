//! The head of a request.

pub mod http1;
pub mod idempotency_key;
pub mod page;
mod request_head;
pub mod request_id;
pub mod routes;

pub use request_head::RequestHead;
