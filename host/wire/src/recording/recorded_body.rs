//! One body of a recording.

use std::ops::Range;

use bytes::Bytes;
use sluice_event::{Batch, DecodeError, DecodeLimits};

use super::sender::Sender;
use crate::{body::content_type::Form, decode::decode, received::Received, route::Route};

/// When bodies are said to have come, of which nobody knows it: 2026-11-22T10:00:00Z.
const RECEIVED_AT_MS: i64 = 1_795_341_600_000;

/// The body of one request, and what is known of who sent it.
#[derive(Clone, Debug)]
pub struct RecordedBody {
    /// Where a client would have sent it.
    pub route: Route,
    /// The lines of the file that it was read from, counted from 1.
    pub lines: Range<usize>,
    /// Known of lines that the service wrote.
    pub sender: Sender,
    pub(super) form: Form,
    pub(super) body: Bytes,
}

/// What of a file cannot be read. It quotes nothing of it.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {source}")]
pub struct RecordingError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub source: DecodeError,
}

impl RecordedBody {
    /// The batch, as the service would read it.
    ///
    /// # Errors
    /// It is no body of its format, or has more than `limits` allow.
    pub fn decode(&self, limits: &DecodeLimits) -> Result<Batch, RecordingError> {
        let received = Received { at_ms: RECEIVED_AT_MS, ..Received::NOTHING };
        let decoded = decode(self.route, self.form, self.body.clone(), limits, &[], &received);
        decoded.map(|decoded| *decoded.batch).map_err(|source| RecordingError { line: self.lines.start, source })
    }

    pub(super) fn whole(route: Route, body: &[u8], lines: Range<usize>) -> Self {
        Self { route, lines, sender: Sender::default(), form: Form::Json, body: Bytes::copy_from_slice(body) }
    }
}
