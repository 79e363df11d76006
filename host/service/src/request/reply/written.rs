//! Replies to batches that were taken.

use super::response::{JSON, Reply, empty, media_type, with_body};
use super::unread;
use http::StatusCode;
use sluice_event::{DecodeReport, line::Counts};
use sluice_wire::{
    Route,
    body::content_type::Form,
    otlp::{self, Encoding},
};
use std::io::Write;

/// What the route's format asks for where every line has been written.
#[must_use]
pub fn written(route: Route, form: Form, counts: &Counts, report: &DecodeReport) -> Reply {
    match route {
        Route::Events => fates(counts, report),
        Route::Otlp(signal) => {
            let encoding = Encoding::of(form);
            with_body(StatusCode::OK, media_type(encoding), otlp::reply::written(signal, encoding, counts, report))
        }
        // The SDK reads nothing of it, but people who look for their events do.
        Route::Faro if *report != DecodeReport::default() => {
            let mut body = b"{".to_vec();
            unread::push_members(report, &mut body);
            body.push(b'}');
            with_body(StatusCode::ACCEPTED, JSON, body)
        }
        Route::Faro => empty(StatusCode::ACCEPTED),
        Route::Reports => no_content(),
        Route::Datadog(_) => empty(StatusCode::ACCEPTED),
        Route::Sentry(_) => {
            let mut body = b"{".to_vec();
            unread::push_members(report, &mut body);
            body.push(b'}');
            with_body(StatusCode::OK, JSON, body)
        }
    }
}

/// 204: what browsers read of a reply to a report is its status.
#[must_use]
pub fn no_content() -> Reply {
    empty(StatusCode::NO_CONTENT)
}

/// 200 with the fates of the batch's events.
fn fates(counts: &Counts, report: &DecodeReport) -> Reply {
    let mut body = Vec::with_capacity(64);
    let Counts { written, dropped, withheld, .. } = counts;
    let _ = write!(body, r#"{{"written":{written},"dropped":{dropped},"withheld":{withheld}"#);
    unread::push_members(report, &mut body);
    body.push(b'}');
    with_body(StatusCode::OK, JSON, body)
}
