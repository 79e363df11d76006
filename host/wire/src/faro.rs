//! Grafana Faro's web SDK, 1.x and 2.x: `/collect`.
//! <https://grafana.com/docs/grafana-cloud/monitor-applications/frontend-observability/>, and `TransportBody` in
//! `@grafana/faro-core`.

mod copied;
mod item;
mod meta;
mod stack;

use super::{
    event_text::EventText,
    otlp::{self, Around},
};
use bytes::Bytes;
use item::Kind;
use meta::Meta;
use sluice_event::{Batch, DecodeError, DecodeLimits};

/// The members of a body that hold events.
const LISTS: [(&str, Kind); 4] = [
    ("logs", Kind::Log),
    ("events", Kind::Event),
    ("exceptions", Kind::Exception),
    ("measurements", Kind::Measurement),
];

/// Reads a batch: logs first, then events, exceptions, measurements and spans, each in the order of its list. Members of
/// `meta` that are named in `omitted_meta`, as in `sdk` or `browser.brands`, are left out.
///
/// # Errors
/// Where the body is not JSON, not Faro's, or more than `limits` allow.
pub fn decode(body: Bytes, limits: &DecodeLimits, omitted_meta: &[String]) -> Result<Batch, DecodeError> {
    let mut events = EventText::new(body.len(), limits);
    let document = otlp::document(body, limits)?;
    let root = document.root();
    if !root.is_object() {
        return Err(DecodeError::Misfit { name: "the body", wanted: "an object" });
    }
    let meta = Meta::read(root.member("meta"), omitted_meta);
    for (name, kind) in LISTS {
        let Some(list) = root.member(name) else { continue };
        for item in list.elements().ok_or(DecodeError::Misfit { name, wanted: "an array" })? {
            if !item.is_object() {
                return Err(DecodeError::Misfit { name, wanted: "an array of objects" });
            }
            events.event(|text| item::write(kind, item, &meta, text))?;
        }
    }
    if let Some(traces) = root.member("traces") {
        let copied = copied::on_spans(traces, root.member("meta"));
        let meta = Meta::read(root.member("meta"), &[omitted_meta, &copied].concat());
        otlp::write_spans(traces, &Around { known: meta.known, faro: &meta.others }, &mut events)?;
    }
    events.batch(limits)
}
