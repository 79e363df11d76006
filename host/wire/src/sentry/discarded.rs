//! Client reports: what an SDK has dropped itself. <https://develop.sentry.dev/sdk/telemetry/client-reports/>

use super::category::Category;
use sluice_event::Json;

/// So many of one category, for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discarded {
    /// Of what.
    pub category: Category,
    /// One of [`REASONS`].
    pub reason: &'static str,
    /// How many.
    pub quantity: u64,
}

/// `EventDropReason` of `@sentry/core`, and what stands for any other.
pub const REASONS: [&str; 14] = [
    "before_send",
    "buffer_overflow",
    "callback_error",
    "event_processor",
    "ignored",
    "internal_sdk_error",
    "invalid",
    "network_error",
    "no_parent_span",
    "queue_overflow",
    "ratelimit_backoff",
    "sample_rate",
    "send_error",
    OTHER,
];
const OTHER: &str = "other";

/// Entries of one report; SDKs have one for each category and reason.
const MAX_ENTRIES: usize = Category::COUNT * REASONS.len();
/// The most that one entry is believed: SDKs report whenever the page is hidden.
const MAX_QUANTITY: u64 = 100_000;

pub(super) fn read(payload: Json<'_>) -> impl Iterator<Item = Discarded> {
    let entries = payload.member("discarded_events").and_then(Json::elements).into_iter().flatten();
    entries.take(MAX_ENTRIES).map(|entry| {
        let text = |name| entry.member(name).and_then(Json::text).unwrap_or_default();
        let quantity = entry.member("quantity").and_then(Json::digits).and_then(|digits| digits.parse().ok());
        let reason = text("reason");
        Discarded {
            category: Category::named(text("category")),
            reason: REASONS.into_iter().find(|known| *known == reason).unwrap_or(OTHER),
            quantity: quantity.unwrap_or(0).min(MAX_QUANTITY),
        }
    })
}
