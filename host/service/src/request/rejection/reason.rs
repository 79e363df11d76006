//! The labels of rejections in replies, logs and metrics.

use super::variants::Rejection;

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
}
