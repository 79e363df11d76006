//! The frame of an envelope: a line of headers, then for each item a line of headers and its payload.
//! <https://develop.sentry.dev/sdk/data-model/envelopes/#serialization-format>

use super::{dsn, item::ItemType};
use bytes::Bytes;
use sluice_event::{DecodeError, DecodeLimits, Document, Json, Part};
use std::ops::Range;

/// Bytes of a line of headers; those of the SDKs have some hundreds.
const MAX_HEADER_BYTES: usize = 16 << 10;
/// Arrays and objects within one another in headers.
const MAX_HEADER_DEPTH: usize = 8;
/// Most events that one item may say it has, where its payload is not looked at.
const MAX_COUNT: u64 = 1_000;

/// An envelope, of which a part has been read.
pub(super) struct Envelope {
    document: Document,
    /// The body, where it is not all UTF-8: attachments are not. Then the document has question marks in their place.
    bytes: Option<Vec<u8>>,
    /// The public key of its own DSN.
    pub(super) key: Option<String>,
    /// Where the next item begins.
    at: usize,
}

/// What the header of an item says.
pub(super) struct Header {
    pub(super) kind: ItemType,
    /// Events in it.
    pub(super) count: u64,
    /// Where its payload is.
    pub(super) payload: Range<usize>,
}

impl Envelope {
    /// Reads the envelope's own headers.
    pub(super) fn open(body: Bytes, limits: &DecodeLimits) -> Result<Self, DecodeError> {
        let (text, bytes) = match String::from_utf8(body.into()) {
            Ok(text) => (text, None),
            Err(error) => (without_bytes(error.as_bytes()), Some(error.into_bytes())),
        };
        let line = line(&text, 0);
        let document = Document::of_parts(text, limits.max_nodes);
        let mut envelope = Self { document, bytes, at: line.end + 1, key: None };
        let header = envelope.read_header(line, limits)?.ok_or(NO_ENVELOPE)?;
        let dsn = envelope.document.part(header).member("dsn").and_then(Json::text);
        envelope.key = dsn.and_then(dsn::public_key).map(str::to_owned);
        Ok(envelope)
    }

    /// The header of the next item; `Some(None)` where what follows is none, so that nothing after it can be told apart.
    pub(super) fn next(&mut self, limits: &DecodeLimits) -> Result<Option<Option<Header>>, DecodeError> {
        let text = self.document.text();
        let rest = text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start_matches('\n').len();
        if self.at >= text.len() {
            return Ok(None);
        }
        let line = line(text, self.at);
        self.at = line.end + 1;
        let Some(header) = self.read_header(line, limits)? else { return Ok(Some(None)) };
        let header = self.document.part(header);
        let Some(kind) = header.member("type").and_then(Json::text).map(ItemType::named) else { return Ok(Some(None)) };
        let count = header.member("item_count").and_then(Json::digits).and_then(|digits| digits.parse().ok());
        let count = count.unwrap_or(1).min(MAX_COUNT);
        let payload = match header.member("length") {
            Some(length) => sized(self.document.text(), self.at, length),
            None => Some(self::line(self.document.text(), self.at)),
        };
        Ok(Some(payload.map(|payload| {
            self.at = payload.end + 1;
            Header { kind, count, payload }
        })))
    }

    /// Reads a part of the body as JSON; none where it is something else.
    pub(super) fn read(
        &mut self,
        part: Range<usize>,
        depth: usize,
        limits: &DecodeLimits,
    ) -> Result<Option<Part>, DecodeError> {
        let bytes = self.bytes.as_ref().and_then(|bytes| bytes.get(part.clone()));
        if bytes.is_some_and(|bytes| std::str::from_utf8(bytes).is_err()) {
            return Ok(None);
        }
        match self.document.read_part(part, depth, limits.max_nodes) {
            Ok(part) => Ok(Some(part)),
            Err(DecodeError::Syntax { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn into_document(self) -> Document {
        self.document
    }

    /// A line of headers; none where it is no object.
    fn read_header(&mut self, line: Range<usize>, limits: &DecodeLimits) -> Result<Option<Part>, DecodeError> {
        if line.len() > MAX_HEADER_BYTES {
            return Ok(None);
        }
        let header = self.read(line, MAX_HEADER_DEPTH, limits)?;
        Ok(header.filter(|header| self.document.part(*header).is_object()))
    }
}

const NO_ENVELOPE: DecodeError =
    DecodeError::Misfit { name: "the body", wanted: "an envelope, which begins with a line of JSON" };

/// From a place to the line break after it, or the end.
fn line(text: &str, start: usize) -> Range<usize> {
    let start = start.min(text.len());
    let rest = &text.as_bytes()[start..];
    start..start + memchr::memchr(b'\n', rest).unwrap_or(rest.len())
}

/// As many bytes as a header says, which end with a line or with the body.
fn sized(text: &str, start: usize, length: Json<'_>) -> Option<Range<usize>> {
    let start = start.min(text.len());
    let end = start.checked_add(length.digits()?.parse().ok()?)?;
    (end == text.len() || text.as_bytes().get(end) == Some(&b'\n')).then_some(start..end)
}

/// The text with a question mark for each byte that is no part of it.
fn without_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}
