//! Every way in which a request ends early: its status, its label in logs and metrics, and what the client is told.

mod causes;
mod reason;
mod status;
mod variants;

pub use variants::{HeadMistake, Rejection};
