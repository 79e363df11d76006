//! The life of a request. [`answer`] is the frame around each one, [`pipeline`] what happens in it from top to bottom.

pub mod answer;
pub mod body;
pub mod cors;
pub mod credentials;
pub mod exchange;
pub mod filtered_batch;
pub mod head;
pub mod http1;
pub mod idempotency_key;
pub mod pipeline;
pub mod received_batch;
pub mod rejection;
pub mod reply;
pub mod request_id;
pub mod retry_after;
pub mod routes;
pub mod sender;
