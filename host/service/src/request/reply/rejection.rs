//! Every way in which a request ends early: its status, its label in logs and metrics, and what the client is told.

use super::retry_after::Wait;
use crate::memory::budget::Exhausted;
use crate::request::head::credentials::{CredentialsError, Place};
use http::StatusCode;
use sluice_event::DecodeError;
use sluice_identity::{AuthFailure, token::MAX_TOKEN_BYTES};
use sluice_output::WriteError;
use sluice_wire::{WireError, body::content_encoding::Encoding};
use std::time::Duration;

/// What is wrong with a head.
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub enum HeadMistake {
    /// What it is sent to.
    #[error("its target is no path and no URI")]
    Target,
    /// The host it is sent to.
    #[error("it has no header `Host`, more than one, or one that names no host")]
    Host,
    /// How its body is sent.
    #[error("`Transfer-Encoding` says `chunked` more than once, or has an empty entry")]
    TransferCoding,
}

/// Why a request was refused. The text of [`std::fmt::Display`] is for the client; it holds nothing of the input and no internals.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// The head is not as HTTP/1.1 has it.
    #[error("the head of the request is malformed: {0}")]
    HeadMalformed(HeadMistake),
    /// A transfer coding other than `chunked`.
    #[error("the transfer coding is not taken; send `chunked`, or a Content-Length")]
    TransferCodingUnknown,
    /// No such path.
    #[error(
        "no such path; send to /v1/events, to /v1/logs, /v1/traces or /v1/metrics by OTLP, to /collect by Faro, to /api/{{project}}/envelope/ by Sentry, to /datadog by Datadog, or to /v1/reports by browsers"
    )]
    NotFound,
    /// Something that is never taken, and whose sender would try again.
    #[error("{0} are not taken here, and never will be; do not send them again")]
    NotTaken(&'static str),
    /// Another method than the path takes.
    #[error("the path takes POST, and OPTIONS for a preflight")]
    MethodNotAllowed,
    /// The page's origin may not send here.
    #[error("the page's origin is not allowed")]
    OriginNotAllowed,
    /// Neither header nor body has a token.
    #[error(
        "no token; send the header `Authorization: Bearer <token>`, or a publishable key as the query parameter `key`"
    )]
    TokenMissing,
    /// What stands where a token should is none.
    #[error("{at}; a token has 1 to {MAX_TOKEN_BYTES} visible ASCII characters and no spaces")]
    TokenMalformed {
        /// Which place that is.
        at: Place,
    },
    /// The request has tokens in more than one place (RFC 6750, 2).
    #[error("the request has more than one token; send it in the header, in the body or in the query, and only there")]
    TokenTwice,
    /// Genesys Authentication does not know the token.
    #[error("the token is not valid, or not any more")]
    TokenRefused,
    /// The token could not be checked.
    #[error("the token cannot be checked at the moment; try again later")]
    AuthenticationUnavailable {
        /// When to try again.
        retry_after: Duration,
    },
    /// No tenant has the publishable key, or not any more.
    #[error("the publishable key is not valid, or not any more")]
    KeyRefused,
    /// The publishable key is not for what was sent.
    #[error("the publishable key is not for this format; its tenant decides for which it is")]
    KeyNotForFormat,
    /// The key, or this client with it, is used more often than it may be.
    #[error("too many requests with this publishable key; try again later")]
    KeyLimited {
        /// When to try again.
        wait: Wait,
    },
    /// The identity's tenant may not send here.
    #[error("users of this contact center, or without any, are not served here")]
    TenantNotAllowed,
    /// The tenant's own filters are not there: nothing of it may pass without them.
    #[error("the tenant's filters are not available at the moment; try again later")]
    TenantUnavailable,
    /// The tenant takes more of the service than it may.
    #[error("too many requests of this tenant; try again later")]
    TenantLimited {
        /// When to try again.
        wait: Wait,
    },
    /// More bytes than a body may have.
    #[error("the body has more than {limit} bytes; send fewer events at a time")]
    BodyTooLarge {
        /// Bytes.
        limit: usize,
    },
    /// The body did not arrive in time.
    #[error("the body did not arrive within {} ms", timeout.as_millis())]
    BodyTimeout {
        /// The time it had.
        timeout: Duration,
    },
    /// The connection broke, or the framing of the body is wrong.
    #[error("the body could not be received whole")]
    BodyBroken,
    /// Too many bytes of bodies are held already.
    #[error("the service is busy; try again later")]
    BodiesBusy,
    /// A `Content-Encoding` that is not taken.
    #[error("the content encoding is not taken; send one of: {}, identity; and one layer only", Encoding::TAKEN)]
    UnsupportedEncoding,
    /// The body is not what its `Content-Encoding` says.
    #[error("the body cannot be decompressed: it is not whole streams of what `Content-Encoding` says")]
    EncodingBroken,
    /// More bytes than a body may have, after decompression.
    #[error("the body has more than {limit} bytes when it is decompressed; send fewer events at a time")]
    DecompressedTooLarge {
        /// Bytes.
        limit: usize,
    },
    /// A `Content-Type` that is not taken.
    #[error("the content type is not taken here; send one of: {taken}, or none")]
    UnsupportedType {
        /// What the route takes.
        taken: &'static str,
    },
    /// `Idempotency-Key` has characters that no line takes, or too many.
    #[error("the header `Idempotency-Key` is not 1 to 128 letters, digits and `-._~:+/=`")]
    IdempotencyKeyMalformed,
    /// The body is not events.
    #[error("{0}")]
    Unreadable(#[from] DecodeError),
    /// A filter whose policy is to reject has failed.
    #[error("the batch could not be processed")]
    FilterFailed,
    /// No sandbox is free.
    #[error("the service is busy; try again later")]
    SandboxesBusy,
    /// Stdout is not read fast enough.
    #[error("the service is busy; try again later")]
    StdoutBusy,
    /// Stdout is gone.
    #[error("the service cannot write; try again later")]
    StdoutClosed,
    /// A part of the service panicked; the others did not notice.
    #[error("the request could not be processed")]
    Internal,
}

/// The labels, and all of them as a list: written once, so that neither can lack what the other has.
macro_rules! reasons {
    ($($rejection:pat => $reason:literal,)*) => {
        /// Every [`Rejection::reason`].
        pub const REASONS: &[&str] = &[$($reason),*];

        /// The label in the reply, the log and the metric.
        #[must_use]
        pub fn reason(&self) -> &'static str {
            match self {
                $($rejection => $reason,)*
            }
        }
    };
}

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

    reasons! {
        Self::HeadMalformed(_) => "head_malformed",
        Self::TransferCodingUnknown => "transfer_coding_unknown",
        Self::NotFound => "not_found",
        Self::NotTaken(_) => "not_taken",
        Self::MethodNotAllowed => "method_not_allowed",
        Self::OriginNotAllowed => "origin_not_allowed",
        Self::TokenMissing => "token_missing",
        Self::TokenMalformed { .. } => "token_malformed",
        Self::TokenTwice => "token_twice",
        Self::TokenRefused => "token_refused",
        Self::AuthenticationUnavailable { .. } => "authentication_unavailable",
        Self::KeyRefused => "key_refused",
        Self::KeyNotForFormat => "key_not_for_format",
        Self::KeyLimited { .. } => "key_limited",
        Self::TenantNotAllowed => "tenant_not_allowed",
        Self::TenantUnavailable => "tenant_unavailable",
        Self::TenantLimited { .. } => "tenant_limited",
        Self::BodyTooLarge { .. } => "body_too_large",
        Self::BodyTimeout { .. } => "body_timeout",
        Self::BodyBroken => "body_broken",
        Self::BodiesBusy => "bodies_busy",
        Self::UnsupportedEncoding => "unsupported_encoding",
        Self::EncodingBroken => "encoding_broken",
        Self::DecompressedTooLarge { .. } => "decompressed_too_large",
        Self::IdempotencyKeyMalformed => "idempotency_key_malformed",
        Self::UnsupportedType { .. } => "unsupported_type",
        Self::Unreadable(_) => "unreadable",
        Self::FilterFailed => "filter_failed",
        Self::SandboxesBusy => "sandboxes_busy",
        Self::StdoutBusy => "stdout_busy",
        Self::StdoutClosed => "stdout_closed",
        Self::Internal => "internal",
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

impl From<CredentialsError> for Rejection {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::Missing => Self::TokenMissing,
            CredentialsError::Malformed { at } => Self::TokenMalformed { at },
            CredentialsError::Twice => Self::TokenTwice,
        }
    }
}

impl From<Exhausted> for Rejection {
    fn from(Exhausted: Exhausted) -> Self {
        Self::BodiesBusy
    }
}

impl From<AuthFailure> for Rejection {
    fn from(failure: AuthFailure) -> Self {
        match failure {
            AuthFailure::Refused => Self::TokenRefused,
            AuthFailure::Unavailable { retry_after } => Self::AuthenticationUnavailable { retry_after },
        }
    }
}

impl From<WriteError> for Rejection {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy => Self::StdoutBusy,
            WriteError::Closed => Self::StdoutClosed,
        }
    }
}

impl From<WireError> for Rejection {
    fn from(error: WireError) -> Self {
        match error {
            WireError::UnsupportedType { taken } => Self::UnsupportedType { taken },
            WireError::UnsupportedEncoding => Self::UnsupportedEncoding,
            WireError::EncodingBroken => Self::EncodingBroken,
            WireError::DecompressedTooLarge { limit } => Self::DecompressedTooLarge { limit },
            WireError::OutOfMemory => Self::BodiesBusy,
        }
    }
}
