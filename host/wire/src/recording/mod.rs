//! Files of recorded telemetry, for tools that try filters on them: bodies as clients send them, a body or an event a line,
//! and lines that the service wrote. What they are is found out by their members.

mod bodies;
mod detect;
mod envelope;
mod read;
mod recorded_body;
mod sender;
mod written_line;

pub use bodies::EVENTS_A_BATCH;
pub use read::read;
pub use recorded_body::{RecordedBody, RecordingError};
pub use sender::Sender;

#[cfg(test)]
mod tests;
