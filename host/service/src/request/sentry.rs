//! What Sentry's SDKs are told beside the status, and what has to be counted for them: they neither send again nor count what
//! was refused. <https://develop.sentry.dev/sdk/expected-features/rate-limiting/>

use super::exchange::Exchange;
use super::reply::Reply;
use super::reply::rejection::Rejection;
use crate::service::Service;
use crate::tenants::PublishableKey;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use sluice_wire::Route;
use sluice_wire::sentry::{Category, ItemCounter, Summary, counts_too_large};
use std::fmt::Write;

/// Read by the SDKs on a reply of any status.
pub const RATE_LIMITS: HeaderName = HeaderName::from_static("x-sentry-rate-limits");

/// For which an SDK is told not to send what is never taken. A page seldom lives longer.
const NEVER_TAKEN_SECONDS: u64 = 3_600;
/// The same for everything, where a key or a page is not allowed: whoever repairs it should not have to wait.
const NOT_ALLOWED_SECONDS: u64 = 60;

/// Whether the bytes of a refused body have to be looked at, because nothing else has counted what is in it.
#[must_use]
pub fn item_counter(exchange: &Exchange, query: Option<&str>, rejection: Option<&Rejection>) -> Option<ItemCounter> {
    let is_envelope = matches!(exchange.route, Some(Route::Sentry(_))) && exchange.sentry_items().is_none();
    (is_envelope && rejection.is_some_and(|rejection| is_uncounted(rejection, query))).then(ItemCounter::default)
}

/// Counts what was in a refused request, as far as it is known.
pub fn count_rejected(
    service: &Service,
    exchange: &Exchange,
    query: Option<&str>,
    rejection: &Rejection,
    counter: Option<ItemCounter>,
) {
    if !is_uncounted(rejection, query) {
        return;
    }
    let count = |(category, count): (Category, u64)| service.metrics.sentry.refuse(category, count);
    if let Some(items) = exchange.sentry_items() {
        items.iter().copied().for_each(count);
    } else if let Some(counter) = counter {
        counter.finish().for_each(count);
    }
}

/// Newer SDKs count what was too large, and none counts anything else that was refused.
fn is_uncounted(rejection: &Rejection, query: Option<&str>) -> bool {
    rejection.status() != StatusCode::PAYLOAD_TOO_LARGE || !counts_too_large(query)
}

/// Counts what an envelope brought that was not taken, and what its SDK says to have dropped itself; tells the SDK to stop
/// sending those categories, and nothing else.
pub fn account(service: &Service, summary: &Summary, key: Option<&PublishableKey>, reply: &mut Reply) {
    for discarded in &summary.discarded {
        service.metrics.sentry.discard(*discarded);
    }
    let is_refused = |category: Category| {
        let kinds = category.kinds();
        summary.is_refused(category)
            || !kinds.is_empty() && key.is_some_and(|key| !kinds.iter().any(|kind| key.takes_kind(kind)))
    };
    let refused: Vec<_> = summary.counts().filter(|(category, _)| is_refused(*category)).collect();
    refused.iter().for_each(|(category, count)| service.metrics.sentry.refuse(*category, *count));
    // Items of a type that nobody knows share their category with feedback of SDK 7, which is taken.
    let categories = refused.into_iter().map(|(category, _)| category).filter(|category| *category != Category::Other);
    let names = joined(categories);
    if !names.is_empty() {
        set_limits(reply.headers_mut(), NEVER_TAKEN_SECONDS, &names, "not_taken");
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

/// Tells an SDK for how long to send no events, where it would go on otherwise. Its reports of what it dropped meanwhile it may
/// send, because it does not keep them.
pub fn tell_limits(headers: &mut HeaderMap, rejection: &Rejection, retry_after: Option<u64>) {
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
        headers.insert(RATE_LIMITS, value);
    }
}
