//! From a file to its bodies.

use super::{
    bodies::Bodies,
    detect::{self, Document},
    envelope::is_envelope,
    recorded_body::RecordedBody,
};
use crate::{route::Route, sentry::Endpoint};

/// The bodies in a file, in their order. Lines that the service wrote make one body for each request; of those whose
/// content was withheld there is nothing to read.
#[must_use]
pub fn read(text: &[u8]) -> Vec<RecordedBody> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let whole = text.trim_ascii();
    if whole.is_empty() {
        return Vec::new();
    }
    if let Some(document) = detect::whole_document(whole) {
        let lines = 1..text.split(|byte| *byte == b'\n').count() + 1;
        match document {
            Document::Written => {}
            // Its reader takes an event a line.
            Document::Body(Route::Datadog(_)) if whole.contains(&b'\n') => {}
            Document::Body(route) => return vec![RecordedBody::whole(route, whole, lines)],
        }
    }
    if is_envelope(whole) {
        let lines = 1..text.split(|byte| *byte == b'\n').count() + 1;
        // What follows the last item's length is a line break at most, and an item may begin with blanks.
        return vec![RecordedBody::whole(Route::Sentry(Endpoint::Envelope), text, lines)];
    }
    let mut bodies = Bodies::default();
    for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        if !line.is_empty() {
            bodies.push(number, line);
        }
    }
    bodies.finish()
}
