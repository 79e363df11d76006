//! The frame of an envelope: a line of headers, then for each item a line of headers and its payload.
//! <https://develop.sentry.dev/sdk/data-model/envelopes/#serialization-format>

use super::{item::ItemType, text_of};
use sluice_event::{DecodeError, DecodeLimits, Document, Json};

/// Bytes of a line of headers; those of the SDKs have some hundreds.
const MAX_HEADER_BYTES: usize = 16 << 10;
/// Arrays and objects within one another in headers.
const MAX_HEADER_DEPTH: usize = 8;
/// Most events that one item may say it has, where its payload is not looked at.
const MAX_COUNT: u64 = 1_000;

/// What of an envelope has not been read yet.
pub(super) struct Envelope<'a> {
    rest: &'a [u8],
}

/// One item.
pub(super) struct Item<'a> {
    pub(super) kind: ItemType,
    /// Events in it, by its header.
    pub(super) count: u64,
    pub(super) payload: &'a [u8],
}

impl<'a> Envelope<'a> {
    /// Reads the envelope's own headers.
    pub(super) fn open(body: &'a [u8], limits: &DecodeLimits) -> Result<(Document, Self), DecodeError> {
        let mut rest = body;
        let header = header(line(&mut rest), limits)?;
        header.map(|header| (header, Self { rest })).ok_or(NO_ENVELOPE)
    }

    /// The next item; `Some(None)` where what follows is none, so that nothing after it can be told apart.
    pub(super) fn next(&mut self, limits: &DecodeLimits) -> Result<Option<Option<Item<'a>>>, DecodeError> {
        while let Some(rest) = self.rest.strip_prefix(b"\n") {
            self.rest = rest;
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let Some(header) = header(line(&mut self.rest), limits)? else { return Ok(Some(None)) };
        let header = header.root();
        let Some(kind) = header.member("type").and_then(Json::text).map(ItemType::named) else { return Ok(Some(None)) };
        let payload = match header.member("length") {
            Some(length) => self.take(length),
            None => Some(line(&mut self.rest)),
        };
        let count = header.member("item_count").and_then(Json::digits).and_then(|digits| digits.parse().ok());
        let count = count.unwrap_or(1).min(MAX_COUNT);
        Ok(Some(payload.map(|payload| Item { kind, count, payload })))
    }

    /// As many bytes as the header says, which end with a line or with the body.
    fn take(&mut self, length: Json<'_>) -> Option<&'a [u8]> {
        let (payload, rest) = self.rest.split_at_checked(length.digits()?.parse().ok()?)?;
        self.rest = match rest {
            [] => rest,
            [b'\n', rest @ ..] => rest,
            _ => return None,
        };
        Some(payload)
    }
}

const NO_ENVELOPE: DecodeError =
    DecodeError::Misfit { name: "the body", wanted: "an envelope, which begins with a line of JSON" };

/// What is before the next line break, or the end.
fn line<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    match rest.iter().position(|byte| *byte == b'\n') {
        Some(end) => {
            let (line, after) = rest.split_at(end);
            *rest = &after[1..];
            line
        }
        None => std::mem::take(rest),
    }
}

/// A line of headers; none where it is no object.
fn header(line: &[u8], limits: &DecodeLimits) -> Result<Option<Document>, DecodeError> {
    if line.len() > MAX_HEADER_BYTES {
        return Ok(None);
    }
    let Ok(text) = text_of(line) else { return Ok(None) };
    match Document::read(text, MAX_HEADER_DEPTH, limits.max_nodes) {
        Ok(header) => Ok(header.root().is_object().then_some(header)),
        Err(DecodeError::Syntax { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
