//! What Sentry's SDKs are told beside the status: for how long not to send what.
//! <https://develop.sentry.dev/sdk/expected-features/rate-limiting/>

use super::header_names::SENTRY_RATE_LIMITS;
use crate::request::rejection::Rejection;
use http::{HeaderMap, HeaderValue, StatusCode};
use sluice_wire::sentry::Category;
use std::fmt::Write;

/// For which an SDK is told not to send what is never taken. A page seldom lives longer.
const NEVER_TAKEN_SECONDS: u64 = 3_600;
/// The same for everything, where a key or a page is not allowed: whoever repairs it should not have to wait.
const NOT_ALLOWED_SECONDS: u64 = 60;

/// Tells an SDK to stop sending these categories, and nothing else.
pub fn tell_never_taken(headers: &mut HeaderMap, categories: impl Iterator<Item = Category>) {
    let names = joined(categories);
    if !names.is_empty() {
        set_limits(headers, NEVER_TAKEN_SECONDS, &names, "not_taken");
    }
}

/// Tells an SDK for how long to send no events, where it would go on otherwise. Its reports of what it dropped meanwhile it may
/// send, because it does not keep them.
pub(super) fn tell_limits(headers: &mut HeaderMap, rejection: &Rejection, retry_after: Option<u64>) {
    let seconds = match rejection.status() {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => NOT_ALLOWED_SECONDS,
        StatusCode::TOO_MANY_REQUESTS => retry_after.unwrap_or(NOT_ALLOWED_SECONDS),
        StatusCode::SERVICE_UNAVAILABLE => retry_after.unwrap_or_default(),
        _ => return,
    };
    let events = joined(Category::all().filter(|category| *category != Category::Internal));
    set_limits(headers, seconds, &events, rejection.reason());
}

/// <https://develop.sentry.dev/sdk/expected-features/rate-limiting/#definitions>
fn set_limits(headers: &mut HeaderMap, seconds: u64, categories: &str, reason: &str) {
    if let Ok(value) = HeaderValue::from_str(&format!("{seconds}:{categories}:key:{reason}")) {
        headers.insert(SENTRY_RATE_LIMITS, value);
    }
}

fn joined(categories: impl Iterator<Item = Category>) -> String {
    let mut names = String::new();
    for category in categories {
        // A text takes everything.
        let _ = write!(names, "{}{}", if names.is_empty() { "" } else { ";" }, category.name());
    }
    names
}
