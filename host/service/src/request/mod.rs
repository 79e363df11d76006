//! The life of a request. [`answer`] is the frame around each one, [`pipeline`] what happens in it from top to bottom.

pub mod answer;
pub mod body;
pub mod exchange;
pub mod filtered_batch;
pub mod head;
pub mod large;
pub mod lines;
pub mod pipeline;
pub mod received_batch;
pub mod reply;
pub mod sender;
pub mod sentry;
