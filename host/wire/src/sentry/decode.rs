//! From an envelope, or an event by itself, to events.

use super::{
    category::Category,
    endpoint::Endpoint,
    envelope::{Envelope, Header},
    events::{ITEMS, Mapping},
    item::ItemType,
    summary::Summary,
};
use bytes::Bytes;
use sluice_event::{Batch, DecodeError, DecodeLimits, DecodeReport, Document, Part, RejectReason};

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
