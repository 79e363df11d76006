//! The life of a request. [`answer`] is the frame around each one, [`pipeline`] what happens in it from top to bottom.

pub mod answer;
pub mod body;
pub mod credentials;
pub mod exchange;
pub mod filtered_batch;
pub mod head;
pub mod large;
pub mod lines;
pub mod output;
pub mod pipeline;
pub mod received;
pub mod rejection;
pub mod reply;
pub mod reports;
pub mod sender;
pub mod sentry;
