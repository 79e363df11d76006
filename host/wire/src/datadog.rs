//! Datadog's SDKs for browsers, which send what their `proxy` gets: `POST {proxy}?ddforward=/api/v2/rum?…`.
//! <https://docs.datadoghq.com/real_user_monitoring/guide/proxy-rum-data/>

mod about;
mod log;
mod numbers;
mod rum;

use super::{Received, body::content_encoding::Encoding, publishable_key::parameter};
use about::{Around, Previous};
use bytes::Bytes;
use sluice_event::{Batch, DecodeError, DecodeLimits, DecodeReport, Document, Part, RejectReason};
use std::borrow::Cow;

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// Events of Real User Monitoring.
    Rum,
    /// Logs.
    Logs,
    /// Recordings and profiles, which are not taken.
    Recording,
    /// The path of a `proxy`: which of the others it is, the query says.
    Proxy,
}

/// The parameter with the path and the query that the SDK means.
const FORWARD: &str = "ddforward";
/// The member of a reply that names the lines of a body.
const LINES: &str = "lines";

impl Intake {
    /// The intake of a path.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/api/v2/rum" => Self::Rum,
            "/api/v2/logs" => Self::Logs,
            "/api/v2/replay" | "/api/v2/profile" => Self::Recording,
            "/datadog" => Self::Proxy,
            _ => return None,
        })
    }

    /// The one that the query says, where it says one.
    #[must_use]
    pub fn forwarded(self, query: Option<&str>) -> Option<Self> {
        match query.and_then(|query| parameter(query, FORWARD)) {
            Some(target) => Self::of(target.split('?').next().unwrap_or_default()).filter(|to| *to != Self::Proxy),
            None => Some(self).filter(|to| *to != Self::Proxy),
        }
    }
}

/// The key of an application, which is in the query of the target or in the request's own.
pub(super) fn key(query: &str) -> Option<String> {
    of_target(query, "dd-api-key")
}

/// How the body is compressed, where the query says it in place of a header.
#[must_use]
pub fn encoding(query: Option<&str>) -> Option<Encoding> {
    (of_target(query?, "dd-evp-encoding")? == "deflate").then_some(Encoding::Deflate)
}

/// A parameter of the query that the SDK means.
fn of_target(query: &str, name: &str) -> Option<String> {
    let target = parameter(query, FORWARD);
    let inner = target.as_deref().and_then(|target| target.split_once('?')).map_or(query, |(_, inner)| inner);
    parameter(inner, name).map(Cow::into_owned)
}

/// Reads a batch: one JSON object a line. Lines without anything are passed over, because what is sent beside a compressed body
/// may begin with one.
///
/// # Errors
/// Where no line is an object, or the body is more than `limits` allow.
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
    let (parts, report) = read_lines(&mut document, limits)?;
    document.into_batch(limits, |document, events| {
        let mut previous = Previous::default();
        for event in parts.iter().map(|part| document.part(*part)) {
            events.event(|writer| match intake {
                Intake::Logs => log::write(event, around, &mut previous, writer),
                Intake::Rum | Intake::Recording | Intake::Proxy => rum::write(event, around, &mut previous, writer),
            })?;
        }
        Ok(report)
    })
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
