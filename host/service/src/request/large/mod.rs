//! Large batches. What takes milliseconds of a thread is done in the slow lane, so that other requests need not wait for it,
//! and for few batches at once ([`turns`]).

mod batch_resources;
mod sizes;
pub mod turns;

pub use batch_resources::BatchResources;
pub use sizes::{LARGE_BYTES, LARGE_COMPRESSED_BYTES};
