//! Sentry's SDKs: `/api/{project}/envelope/`, the older `/api/{project}/store/`, and the path of a `tunnel`.
//! <https://develop.sentry.dev/sdk/data-model/envelopes/>

mod about;
mod attributes;
pub mod category;
mod check_in;
mod client;
mod count;
mod discarded;
mod dsn;
mod envelope;
mod error_event;
mod exception;
mod feedback;
mod item;
mod log;
mod metric;
mod session;
mod span;
mod summary;
mod time;
mod transaction;

pub use category::Category;
pub use client::counts_too_large;
pub use count::ItemCounter;
pub use discarded::{Discarded, REASONS};
pub use summary::Summary;

use super::event_text::EventText;
use bytes::Bytes;
use envelope::Envelope;
use item::ItemType;
use sluice_event::{Batch, DecodeError, DecodeLimits, DecodeReport, Document, Json, RejectReason};

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Envelopes.
    Envelope,
    /// One event as JSON, as SDKs before 2020 sent it.
    Store,
}

impl Endpoint {
    /// The end point of a path below a project: which one does not matter, because the key stands for a tenant.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (project, rest) = path.strip_prefix("/api/")?.split_once('/')?;
        let is_project = (1..=64).contains(&project.len()) && project.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match rest.strip_suffix('/').unwrap_or(rest) {
            "envelope" if is_project => Some(Self::Envelope),
            "store" if is_project => Some(Self::Store),
            _ => None,
        }
    }
}

/// The member of a reply that names the items of an envelope.
const ITEMS: &str = "items";

/// Reads a batch, in the order of the envelope's items, and what the envelope says besides.
///
/// # Errors
/// Where the body is no envelope, nothing in it can be read, or it is more than `limits` allow.
pub fn decode(endpoint: Endpoint, body: Bytes, limits: &DecodeLimits) -> Result<(Batch, Summary), DecodeError> {
    let mut decoder = Decoder {
        events: EventText::new(body.len(), limits),
        limits,
        report: DecodeReport::default(),
        summary: Summary::default(),
    };
    match endpoint {
        Endpoint::Envelope => decoder.envelope(&body)?,
        Endpoint::Store => {
            let document = Document::read(text_of(&body)?, limits.max_depth, limits.max_nodes)?;
            decoder.summary.count(Category::Error, 1);
            decoder.item(ItemType::Event, document.root(), 0)?;
        }
    }
    let batch = decoder.events.batch(decoder.report, limits)?;
    Ok((batch, decoder.summary))
}

struct Decoder<'l> {
    events: EventText,
    limits: &'l DecodeLimits,
    report: DecodeReport,
    summary: Summary,
}

impl Decoder<'_> {
    fn envelope(&mut self, body: &[u8]) -> Result<(), DecodeError> {
        let (header, mut envelope) = Envelope::open(body, self.limits)?;
        self.summary.key =
            header.root().member("dsn").and_then(Json::text).and_then(dsn::public_key).map(str::to_owned);
        for index in 0.. {
            let Some(item) = envelope.next(self.limits)? else { break };
            if index >= self.limits.max_events {
                return Err(DecodeError::TooManyEvents { limit: self.limits.max_events });
            }
            let Some(item) = item else {
                // Nobody knows where the next item begins.
                self.report.reject(ITEMS, index, RejectReason::NotAnItem);
                break;
            };
            self.summary.count(item.kind.category(), item.count);
            if item.kind.is_refused() {
                self.summary.refuse(item.kind.category());
                continue;
            }
            match self.read(item.payload)? {
                Some(document) => self.item(item.kind, document.root(), index)?,
                None => self.report.reject(ITEMS, index, RejectReason::NotAnItem),
            }
        }
        Ok(())
    }

    /// The payload as JSON; none where it is something else.
    fn read(&self, payload: &[u8]) -> Result<Option<Document>, DecodeError> {
        let Ok(payload) = text_of(payload) else { return Ok(None) };
        match Document::read(payload, self.limits.max_depth, self.limits.max_nodes) {
            Ok(document) => Ok(Some(document)),
            Err(DecodeError::Syntax { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn item(&mut self, kind: ItemType, payload: Json<'_>, index: usize) -> Result<(), DecodeError> {
        if !payload.is_object() {
            self.report.reject(ITEMS, index, RejectReason::NotAnItem);
            return Ok(());
        }
        let events = &mut self.events;
        match kind {
            ItemType::Event => events.event(|text| error_event::write(payload, text)),
            ItemType::Transaction => transaction::write(payload, events),
            ItemType::Session => events.event(|text| session::write(payload, text)),
            ItemType::Feedback => events.event(|text| feedback::write(payload, text)),
            ItemType::UserReport => events.event(|text| feedback::write_report(payload, text)),
            ItemType::CheckIn => events.event(|text| check_in::write(payload, text)),
            ItemType::Log => each(payload, &mut self.report, |record| events.event(|text| log::write(record, text))),
            ItemType::Metric => {
                each(payload, &mut self.report, |point| events.event(|text| metric::write(point, text)))
            }
            ItemType::Span => each(payload, &mut self.report, |span| events.event(|text| span::write(span, text))),
            ItemType::ClientReport => {
                self.summary.discarded.extend(discarded::read(payload));
                Ok(())
            }
            ItemType::Refused(_) => Ok(()),
        }
    }
}

/// Gives `take` each element of a payload's `items`, or the payload itself where it has none, as spans of older SDKs.
fn each<'a>(
    payload: Json<'a>,
    report: &mut DecodeReport,
    mut take: impl FnMut(Json<'a>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let Some(items) = payload.member(ITEMS) else { return take(payload) };
    let Some(items) = items.elements() else {
        report.reject(ITEMS, 0, RejectReason::NotAnArray);
        return Ok(());
    };
    for (index, item) in items.enumerate() {
        if item.is_object() {
            take(item)?;
        } else {
            report.reject(ITEMS, index, RejectReason::NotAnObject);
        }
    }
    Ok(())
}

fn text_of(bytes: &[u8]) -> Result<String, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(DecodeError::Syntax { offset: error.valid_up_to(), what: "invalid UTF-8" }),
    }
}
