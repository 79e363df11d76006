//! The only writer of stdout.
//!
//! A request passes all of its lines as one block, and is woken when the operating system has accepted every byte of it.
//! Only then may the request be acknowledged.
//!
//! Blocks that are ready at the same time are written by one system call that does not wait for the reader
//! (`writer/nonblocking.rs`). If the pipe is full, a thread takes over until the reader has caught up
//! (`writer/blocking.rs`). The same thread waits while writes fail for lack of space (`writer/outage.rs`), and repairs what a
//! failed write left in a regular file (`file.rs`). Blocks that wait for too long are refused (`writer/overdue.rs`), and then
//! so are new requests (`blockage.rs`).

mod blockage;
mod config;
mod file;
mod metrics;
mod queue;
mod stdout;
#[cfg(test)]
mod tests;
mod write_error;
mod write_failure;
mod writer;

pub use config::StdoutConfig;
pub use metrics::{StdoutMetrics, WriteErrors};
pub use stdout::Stdout;
pub use write_error::WriteError;
