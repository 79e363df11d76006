//! What browsers report by themselves: `application/reports+json` and the older `application/csp-report`.
//! <https://www.w3.org/TR/reporting-1/>, <https://www.w3.org/TR/CSP3/#violation-events>

mod csp;
mod identity;
mod report;

pub use identity::{Delivered, Seen};

use super::{Decoded, Received, event_text::EventText};
use bytes::Bytes;
use identity::{Groups, Identity};
use report::Report;
use sluice_event::{DecodeError, DecodeLimits, DecodeReport, Document, Json, RejectReason};

/// The member of a reply that names the reports of a body.
const REPORTS: &str = "reports";
/// The member of a body in the older format.
const CSP_REPORT: &str = "csp-report";

/// Reads a batch, and for each of its events what to know it by when it is delivered again. Reports that say the same within a
/// second are one event with their number.
///
/// # Errors
/// Where the body is neither, or more than `limits` allow.
pub fn decode(body: Bytes, limits: &DecodeLimits, received: &Received<'_>) -> Result<Decoded, DecodeError> {
    let mut events = EventText::new(body.len(), limits);
    let body_text = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    let document = Document::read(body_text, limits.max_depth + 2, limits.max_nodes)?;
    let (mut report, mut groups) = (DecodeReport::default(), Groups::default());
    let root = document.root();
    if let Some(violation) = root.member(CSP_REPORT).filter(|violation| violation.is_object()) {
        let violation = csp::read(violation, received);
        groups.add(Identity::of_violation(root), violation);
    } else {
        let elements =
            root.elements().ok_or(DecodeError::Misfit { name: "the body", wanted: "an array of reports" })?;
        for (index, element) in elements.enumerate() {
            if index >= limits.max_events {
                return Err(DecodeError::TooManyEvents { limit: limits.max_events });
            }
            match Report::read(element, received) {
                Some(read) => groups.add(Identity::of(element), read),
                None => report.reject(REPORTS, index, RejectReason::NotAnObject),
            }
        }
    }
    let (mut written, mut is_later) = (Vec::new(), false);
    for group in &groups.all {
        let delivered = group.delivered(groups.all.len() == 1);
        match (received.seen)(&delivered) {
            Seen::New { merged } => {
                events.event(|text| group.report.write(group.count.saturating_add(merged), text))?;
                written.push(delivered);
            }
            Seen::Written => {}
            Seen::Later => is_later = true,
        }
    }
    Ok(Decoded { batch: events.batch(report, limits)?, sentry: None, delivered: written, is_later })
}

/// The members of an object that say something.
fn members<'a>(value: Json<'a>) -> impl Iterator<Item = (&'a str, Json<'a>)> {
    value.members().into_iter().flatten().filter(|(_, value)| !value.is_null())
}
