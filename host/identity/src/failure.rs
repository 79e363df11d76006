//! Why a question to the service has no answer that can be used.

use std::time::Duration;

use http::{StatusCode, header::InvalidHeaderValue};

/// Why there is no answer, or none that can be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("a token that cannot be sent")]
    Unsendable(#[from] InvalidHeaderValue),
    #[error("no answer within {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("{0}")]
    Connect(String),
    #[error("{0}")]
    Exchange(String),
    #[error("status {}", .0.as_u16())]
    Status(StatusCode),
    #[error("a body that is too long, was cut off or is no JSON")]
    Unreadable,
    #[error("user information without a user name and contact center id that can be used")]
    NoIdentity,
}

impl Failure {
    /// Whether the connection is to blame, and others that are kept may be as bad.
    pub(super) fn is_of_the_connection(&self) -> bool {
        matches!(self, Self::Timeout(_) | Self::Connect(_) | Self::Exchange(_))
    }

    /// Whether it may be the trouble of one token: the question about it was sent.
    pub(super) fn may_be_of_one_token(&self) -> bool {
        !matches!(self, Self::Connect(_))
    }

    /// Whether the service found fault with this one request, which says nothing about the next.
    pub(super) fn is_of_the_request(&self) -> bool {
        use StatusCode as S;
        match self {
            Self::Unsendable(_) => true,
            Self::Status(status) => matches!(
                *status,
                S::BAD_REQUEST
                    | S::PAYLOAD_TOO_LARGE
                    | S::URI_TOO_LONG
                    | S::UNPROCESSABLE_ENTITY
                    | S::REQUEST_HEADER_FIELDS_TOO_LARGE
            ),
            Self::Timeout(_) | Self::Connect(_) | Self::Exchange(_) | Self::Unreadable | Self::NoIdentity => false,
        }
    }
}
