//! Whose a token is: asked of Genesys Authentication, remembered for a while, and never guessed.
//!
//! A token that cannot be checked is neither good nor bad: the request is told to come back. Only an identity that was
//! confirmed within the last minutes holds without a question, and only while the service is down.

mod authenticator;
mod breaker;
mod cache;
mod client;
mod clock;
mod config;
mod connection;
mod connections;
mod connector;
mod failure;
mod identity;
mod log_target;
mod meters;
mod metrics;
mod questions;
mod setup_error;
pub mod stand_in;
mod suspects;
pub mod token;
mod userinfo;
mod watch;

pub use authenticator::Authenticator;
pub use config::{AuthConfig, Secret};
pub use identity::{AuthFailure, Identity, MAX_TENANT_BYTES, MAX_USER_BYTES, is_contact_center_id};
pub use metrics::AuthMetrics;
pub use setup_error::AuthSetupError;
pub use token::Token;
