//! Who sends a request: from a token, or a publishable key, to an identity whose tenant has admitted the request.

mod admitted_sender;
mod identification;
mod sender_state;

pub use admitted_sender::AdmittedSender;
pub use identification::Identification;
pub use sender_state::Sender;
