//! From lines, or an array, to events.

use super::{
    about::{Around, Previous},
    forward::of_target,
    intake::Intake,
    log, rum,
};
use crate::received::Received;
use bytes::Bytes;
use sluice_event::{Batch, DecodeError, DecodeLimits, DecodeReport, Document, Json, Part, RejectReason};

/// The member of a reply that names the lines of a body.
const LINES: &str = "lines";
/// The same for the elements of an array.
const ELEMENTS: &str = "events";

/// Reads a batch: one JSON object a line, as the SDKs send it, or an array of objects, as everybody else does. Lines without anything
/// are passed over, because what is sent beside a compressed body may begin with one.
///
/// # Errors
/// Where no line and no element is an object, or the body is more than `limits` allow.
pub fn decode(
    intake: Intake,
    body: Bytes,
    limits: &DecodeLimits,
    received: &Received<'_>,
) -> Result<Batch, DecodeError> {
    let tags = received.query.and_then(|query| of_target(query, "ddtags")).unwrap_or_default();
    let around = Around { user_agent: received.user_agent, tags: &tags };
    let text = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    let mut document = Document::of_parts(text, limits.max_nodes);
    let (parts, mut report) =
        if is_array(document.text()) { read_whole(&mut document, limits)? } else { read_lines(&mut document, limits)? };
    document.into_batch(limits, |document, events| {
        let mut previous = Previous::default();
        let mut add = |event| {
            events.event(|writer| match intake {
                Intake::Logs => log::write(event, around, &mut previous, writer),
                Intake::Rum | Intake::Recording | Intake::Proxy => rum::write(event, around, &mut previous, writer),
            })
        };
        for part in parts.iter().map(|part| document.part(*part)) {
            match part.elements() {
                None => add(part)?,
                Some(elements) => add_elements(elements, limits, &mut report, &mut add)?,
            }
        }
        Ok(report)
    })
}

fn is_array(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_ascii_start().starts_with('[')
}

/// Reads all of the body as one value.
fn read_whole(document: &mut Document, limits: &DecodeLimits) -> Result<(Vec<Part>, DecodeReport), DecodeError> {
    let whole = 0..document.text().len();
    let part = document.read_part(whole, limits.max_depth + 1, limits.max_nodes)?;
    Ok((vec![part], DecodeReport::default()))
}

/// Adds the elements that are objects, and says which are none.
fn add_elements<'a>(
    elements: impl Iterator<Item = Json<'a>>,
    limits: &DecodeLimits,
    report: &mut DecodeReport,
    add: &mut impl FnMut(Json<'a>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    for (index, element) in elements.enumerate() {
        if index >= limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: limits.max_events });
        }
        if element.is_object() {
            add(element)?;
        } else {
            report.reject(ELEMENTS, index, RejectReason::NotAnObject);
        }
    }
    Ok(())
}

/// Reads all lines; gives those that are objects, and says which are none.
fn read_lines(document: &mut Document, limits: &DecodeLimits) -> Result<(Vec<Part>, DecodeReport), DecodeError> {
    let (mut parts, mut report) = (Vec::new(), DecodeReport::default());
    let (mut start, mut index) = (0, 0);
    while let Some(rest) = document.text().get(start..).filter(|rest| !rest.is_empty()) {
        let end = start + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = start..end;
        start = end + 1;
        if document.text()[line.clone()].trim_ascii().is_empty() {
            continue;
        }
        if index >= limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: limits.max_events });
        }
        match document.read_part(line, limits.max_depth, limits.max_nodes) {
            Ok(part) if document.part(part).is_object() => parts.push(part),
            Ok(_) | Err(DecodeError::Syntax { .. }) => report.reject(LINES, index, RejectReason::NotAnObject),
            Err(error) => return Err(error),
        }
        index += 1;
    }
    Ok((parts, report))
}
