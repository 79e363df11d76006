//! From reports to events.

use super::{csp, delivered::Seen, groups::Groups, identity::Identity, report::Report};
use crate::{decoded::Decoded, received::Received};
use bytes::Bytes;
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
    let body_text = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    let document = Document::read(body_text, limits.max_depth + 2, limits.max_nodes)?;
    let (mut delivered, mut is_later) = (Vec::new(), false);
    let batch = document.into_batch(limits, |document, events| {
        let (groups, report) = read(document.root(), limits, received)?;
        for group in &groups.all {
            let identity = group.delivered(groups.all.len() == 1);
            match (received.seen)(&identity) {
                Seen::New { merged } => {
                    events.event(|writer| group.report.write(group.count.saturating_add(merged), writer))?;
                    delivered.push(identity);
                }
                Seen::Written => {}
                Seen::Later => is_later = true,
            }
        }
        Ok(report)
    })?;
    Ok(Decoded { batch: Box::new(batch), sentry: None, delivered, is_later })
}

/// The reports of a body, those that say the same as one.
fn read<'a>(
    root: Json<'a>,
    limits: &DecodeLimits,
    received: &Received<'a>,
) -> Result<(Groups<'a>, DecodeReport), DecodeError> {
    let (mut report, mut groups) = (DecodeReport::default(), Groups::default());
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
    Ok((groups, report))
}
