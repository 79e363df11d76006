//! The body of a request that has arrived, up to its events.

mod body_origin;
mod decoding;
mod received_batch;

pub use received_batch::ReceivedBatch;
