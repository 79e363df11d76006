//! Why a token could not be identified.

use std::time::Duration;

/// Why a token could not be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthFailure {
    /// The authentication service does not know the token. The reply is 401.
    #[error("the access token is not valid")]
    Refused,
    /// The token could not be looked up. The reply is 503, never 401.
    #[error("the authentication service is not available; try again in {} ms", .retry_after.as_millis())]
    Unavailable {
        /// When a retry is worthwhile.
        retry_after: Duration,
    },
}
