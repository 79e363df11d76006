//! The stack of an exception, as one text, in the attribute that OpenTelemetry has for it.
//! <https://opentelemetry.io/docs/specs/semconv/registry/attributes/exception/>

use crate::{event::Json, wire::event_text::Text};
use std::fmt::Write;

const ATTRIBUTE: &str = "exception.stacktrace";
/// Most frames, the innermost ones: as many as browsers keep, and some more.
const MAX_FRAMES: usize = 64;
/// Longest name of a function or a file, in characters; data URLs of megabytes are files too.
const MAX_NAME: usize = 256;
/// Longest number of a line or column.
const MAX_DIGITS: usize = 12;

/// Writes a line a frame, as browsers do: `at function (file:line:column)`. What is no list of frames is left out.
pub(super) fn write(stack: Json<'_>, text: &mut Text<'_>) {
    let Some(frames) = stack.member("frames").and_then(Json::elements) else { return };
    let mut lines = String::new();
    let mut left_out = 0;
    for (number, frame) in frames.enumerate() {
        if number < MAX_FRAMES {
            push_frame(frame, &mut lines);
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        // A text takes everything.
        let _ = write!(lines, "\n{left_out} more");
    }
    text.name(ATTRIBUTE).text(lines.trim_start());
}

fn push_frame(frame: Json<'_>, lines: &mut String) {
    let name = |name| frame.member(name).and_then(Json::text).filter(|text| !text.is_empty()).unwrap_or("?");
    let number = |name| frame.member(name).and_then(Json::digits).filter(|digits| digits.len() <= MAX_DIGITS);
    lines.push_str("\nat ");
    push_name(name("function"), lines);
    lines.push_str(" (");
    push_name(name("filename"), lines);
    let _ = write!(lines, ":{}:{})", number("lineno").unwrap_or("?"), number("colno").unwrap_or("?"));
}

fn push_name(name: &str, lines: &mut String) {
    match name.char_indices().nth(MAX_NAME) {
        Some((end, _)) => {
            lines.push_str(&name[..end]);
            lines.push('…');
        }
        None => lines.push_str(name),
    }
}
