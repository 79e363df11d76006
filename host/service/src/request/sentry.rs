//! What has to be counted for Sentry's SDKs: they neither send again nor count what was refused.
//! <https://develop.sentry.dev/sdk/expected-features/rate-limiting/>

use super::exchange::Exchange;
use super::rejection::Rejection;
use super::reply::{Reply, sentry_limits};
use crate::service::Service;
use crate::tenants::PublishableKey;
use http::StatusCode;
use sluice_wire::Route;
use sluice_wire::sentry::{Category, ItemCounter, Summary, counts_too_large};

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
    sentry_limits::tell_never_taken(reply.headers_mut(), categories);
}
