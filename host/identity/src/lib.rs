//! Identifies the user and the tenant of an access token.
//!
//! [`Authenticator`] looks tokens up at Genesys Authentication and caches the answers for a while. A token that cannot be
//! looked up is neither valid nor invalid: the client is told to try again later. Only while the service is down, an
//! identity that was confirmed within the last minutes is used without another lookup.

mod auth_failure;
mod authenticator;
mod cache;
mod client;
mod clock;
mod config;
mod health;
mod identity;
mod log_target;
mod metrics;
mod setup_error;
mod single_flight;
pub mod stand_in;
pub mod token;

pub use auth_failure::AuthFailure;
pub use authenticator::Authenticator;
pub use config::{AuthConfig, Secret};
pub use identity::{Identity, MAX_TENANT_BYTES, MAX_USER_BYTES, is_contact_center_id};
pub use metrics::AuthMetrics;
pub use setup_error::AuthSetupError;
pub use token::Token;
