//! Names of headers of replies that are not HTTP's own.

use http::HeaderName;

/// On every reply.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Read by Sentry's SDKs on a reply of any status.
pub const SENTRY_RATE_LIMITS: HeaderName = HeaderName::from_static("x-sentry-rate-limits");
