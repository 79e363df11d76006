//! The status of a rejection, and what else HTTP does about it.

use super::variants::Rejection;
use crate::tenants::Wait;
use http::StatusCode;
use sluice_event::DecodeError;
use std::time::Duration;

impl Rejection {
    /// The status of the reply.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotTaken(_) => StatusCode::GONE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::OriginNotAllowed | Self::TenantNotAllowed | Self::KeyRefused | Self::KeyNotForFormat => {
                StatusCode::FORBIDDEN
            }
            Self::TokenMissing | Self::TokenMalformed { .. } | Self::TokenRefused => StatusCode::UNAUTHORIZED,
            Self::BodyTooLarge { .. }
            | Self::DecompressedTooLarge { .. }
            | Self::Unreadable(DecodeError::EnvelopeTooLarge { .. } | DecodeError::TooLarge { .. }) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::BodyTimeout { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::HeadMalformed(_)
            | Self::TokenTwice
            | Self::BodyBroken
            | Self::EncodingBroken
            | Self::IdempotencyKeyMalformed
            | Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::UnsupportedEncoding | Self::UnsupportedType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TenantLimited { .. } | Self::KeyLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TransferCodingUnknown => StatusCode::NOT_IMPLEMENTED,
            Self::FilterFailed | Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::AuthenticationUnavailable { .. }
            | Self::TenantUnavailable
            | Self::BodiesBusy
            | Self::SandboxesBusy
            | Self::StdoutBusy
            | Self::StdoutClosed => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Whether the client is to wait for its reply: it, or its tenant, has more requests in flight than there is room for.
    #[must_use]
    pub fn is_delayed(&self) -> bool {
        matches!(self, Self::TenantLimited { .. } | Self::BodiesBusy)
    }

    /// Whether nobody knows where the next request on the connection begins.
    #[must_use]
    pub fn ends_connection(&self) -> bool {
        matches!(self, Self::HeadMalformed(_) | Self::TransferCodingUnknown)
    }

    /// When a client that was refused for the moment should try again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Wait> {
        match self {
            Self::AuthenticationUnavailable { retry_after } => Some(Wait::AtLeast(*retry_after)),
            Self::TenantLimited { wait } | Self::KeyLimited { wait } => Some(*wait),
            _ if self.status() == StatusCode::SERVICE_UNAVAILABLE => Some(Wait::AtLeast(Duration::ZERO)),
            _ => None,
        }
    }
}
