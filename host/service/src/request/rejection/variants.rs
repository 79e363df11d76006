//! The ways, each with what its client is told.

use crate::request::credentials::Place;
use crate::tenants::Wait;
use sluice_event::DecodeError;
use sluice_identity::token::MAX_TOKEN_BYTES;
use sluice_wire::body::content_encoding::Encoding;
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
    /// Stdout is not read fast enough, or cannot be written at the moment.
    #[error("the service is busy; try again later")]
    StdoutBusy,
    /// Stdout is gone.
    #[error("the service cannot write; try again later")]
    StdoutClosed,
    /// A part of the service panicked; the others did not notice.
    #[error("the request could not be processed")]
    Internal,
}
