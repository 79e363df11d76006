//! From an item to its events.

use super::{check_in, error_event, feedback, log, metric, session, span, transaction};
use crate::sentry::{discarded, item::ItemType, summary::Summary};
use sluice_event::{BatchBuilder, DecodeError, DecodeReport, Json, RejectReason};

/// The member of a reply that names the items of an envelope.
pub(crate) const ITEMS: &str = "items";

/// From items to events.
pub(crate) struct Mapping<'m, 'd> {
    pub(crate) events: &'m mut BatchBuilder<'d>,
    pub(crate) report: DecodeReport,
    pub(crate) summary: &'m mut Summary,
}

impl Mapping<'_, '_> {
    pub(crate) fn item(&mut self, kind: ItemType, payload: Json<'_>, index: usize) -> Result<(), DecodeError> {
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
