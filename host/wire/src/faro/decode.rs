//! From a body to events.

use super::{
    copied,
    item::{self, Kind},
    meta::Meta,
};
use crate::otlp::{self, Around};
use bytes::Bytes;
use sluice_event::{
    Batch, BatchBuilder, DecodeError, DecodeLimits, DecodeReport, Json, RejectReason, Unrecognised, ValueWriter,
};

/// The members of a body that hold events.
const LISTS: [(&str, Kind); 4] = [
    ("logs", Kind::Log),
    ("events", Kind::Event),
    ("exceptions", Kind::Exception),
    ("measurements", Kind::Measurement),
];

/// The member that holds spans, as OTLP has them.
const TRACES: &str = "traces";

/// Reads a batch: logs first, then events, exceptions, measurements and spans, each in the order of its list. Members of
/// `meta` that are named in `omitted_meta`, as in `sdk` or `browser.brands`, are left out.
///
/// # Errors
/// Where the body is not JSON, not Faro's, or more than `limits` allow.
pub fn decode(body: Bytes, limits: &DecodeLimits, omitted_meta: &[String]) -> Result<Batch, DecodeError> {
    otlp::document(body, limits)?
        .into_batch(limits, |document, events| write(document.root(), omitted_meta, limits, events))
}

fn write(
    root: Json<'_>,
    omitted_meta: &[String],
    limits: &DecodeLimits,
    events: &mut BatchBuilder<'_>,
) -> Result<DecodeReport, DecodeError> {
    if !root.is_object() {
        return Err(DecodeError::Misfit { name: "the body", wanted: "an object" });
    }
    let mut report = DecodeReport::default();
    let meta = Meta::read(root.member("meta"), omitted_meta);
    for (list, kind) in LISTS {
        let Some(items) = root.member(list) else { continue };
        let Some(items) = items.elements() else {
            report.reject(list, 0, RejectReason::NotAnArray);
            continue;
        };
        for (index, item) in items.enumerate() {
            if item.is_object() {
                events.event(|writer| item::write(kind, item, &meta, writer))?;
            } else {
                report.reject(list, index, RejectReason::NotAnObject);
            }
        }
    }
    match root.member(TRACES) {
        Some(traces) if traces.is_object() => {
            let omitted = [omitted_meta, &copied::on_spans(traces, root.member("meta"))].concat();
            let meta = Meta::read(root.member("meta"), &omitted);
            let write_others = |writer: &mut ValueWriter<'_, '_>| meta.write_others(writer);
            let around = Around { known: meta.known, faro: meta.has_others.then_some(&write_others) };
            report.add(otlp::write_spans(traces, &around, limits, events)?);
        }
        Some(_) => report.reject(TRACES, 0, RejectReason::NotAnObject),
        None => {}
    }
    let is_known = |name: &str| name == "meta" || name == TRACES || LISTS.iter().any(|(list, _)| *list == name);
    let mut names = root.members().into_iter().flatten().map(|(name, _)| name).peekable();
    if names.peek().is_some() && !names.any(is_known) {
        report.unrecognised =
            Some(Unrecognised::Members { wanted: "meta, logs, events, exceptions, measurements or traces" });
    }
    Ok(report)
}
