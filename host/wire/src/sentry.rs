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

use bytes::Bytes;
use envelope::{Envelope, Header};
use item::ItemType;
use sluice_event::{Batch, BatchBuilder, DecodeError, DecodeLimits, DecodeReport, Document, Json, Part, RejectReason};

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
    let (mut summary, mut report) = (Summary::default(), DecodeReport::default());
    let (document, items) = match endpoint {
        Endpoint::Envelope => {
            let mut envelope = Envelope::open(body, limits)?;
            summary.key = envelope.key.take();
            let items = read_items(&mut envelope, limits, &mut summary, &mut report)?;
            (envelope.into_document(), items)
        }
        Endpoint::Store => {
            let text = String::from_utf8(body.into()).map_err(|error| DecodeError::Syntax {
                offset: error.utf8_error().valid_up_to(),
                what: "invalid UTF-8",
            })?;
            summary.count(Category::Error, 1);
            let whole = 0..text.len();
            let mut document = Document::of_parts(text, limits.max_nodes);
            let payload = document.read_part(whole, limits.max_depth, limits.max_nodes)?;
            (document, vec![Item { kind: ItemType::Event, payload, index: 0 }])
        }
    };
    let batch = document.into_batch(limits, |document, events| {
        let mut mapping = Mapping { events, report, summary: &mut summary };
        for item in &items {
            mapping.item(item.kind, document.part(item.payload), item.index)?;
        }
        Ok(mapping.report)
    })?;
    Ok((batch, summary))
}

/// An item whose payload is JSON.
struct Item {
    kind: ItemType,
    payload: Part,
    /// Items before it.
    index: usize,
}

/// Reads the payloads of all items that are taken.
fn read_items(
    envelope: &mut Envelope,
    limits: &DecodeLimits,
    summary: &mut Summary,
    report: &mut DecodeReport,
) -> Result<Vec<Item>, DecodeError> {
    let mut items = Vec::new();
    for index in 0.. {
        let Some(header) = envelope.next(limits)? else { break };
        if index >= limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: limits.max_events });
        }
        let Some(Header { kind, count, payload }) = header else {
            // Nobody knows where the next item begins.
            report.reject(ITEMS, index, RejectReason::NotAnItem);
            break;
        };
        summary.count(kind.category(), count);
        if kind.is_refused() {
            summary.refuse(kind.category());
            continue;
        }
        match envelope.read(payload, limits.max_depth, limits)? {
            Some(payload) => items.push(Item { kind, payload, index }),
            None => report.reject(ITEMS, index, RejectReason::NotAnItem),
        }
    }
    Ok(items)
}

/// From items to events.
struct Mapping<'m, 'd> {
    events: &'m mut BatchBuilder<'d>,
    report: DecodeReport,
    summary: &'m mut Summary,
}

impl Mapping<'_, '_> {
    fn item(&mut self, kind: ItemType, payload: Json<'_>, index: usize) -> Result<(), DecodeError> {
        if !payload.is_object() {
            self.report.reject(ITEMS, index, RejectReason::NotAnItem);
            return Ok(());
        }
        let events = &mut *self.events;
        match kind {
            ItemType::Event => events.event(|writer| error_event::write(payload, writer)),
            ItemType::Transaction => transaction::write(payload, events),
            ItemType::Session => events.event(|writer| session::write(payload, writer)),
            ItemType::Feedback => events.event(|writer| feedback::write(payload, writer)),
            ItemType::UserReport => events.event(|writer| feedback::write_report(payload, writer)),
            ItemType::CheckIn => events.event(|writer| check_in::write(payload, writer)),
            ItemType::Log => {
                each(payload, &mut self.report, |record| events.event(|writer| log::write(record, writer)))
            }
            ItemType::Metric => {
                each(payload, &mut self.report, |point| events.event(|writer| metric::write(point, writer)))
            }
            ItemType::Span => each(payload, &mut self.report, |span| events.event(|writer| span::write(span, writer))),
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
