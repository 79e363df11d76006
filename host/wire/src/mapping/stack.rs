//! The stack of an exception, as one text, in the attribute that OpenTelemetry has for it.
//! <https://opentelemetry.io/docs/specs/semconv/registry/attributes/exception/>

use sluice_event::{Json, ValueWriter};
use std::fmt::Write;

pub(crate) const ATTRIBUTE: &str = "exception.stacktrace";
/// Most frames, the innermost ones: as many as browsers keep, and some more.
pub(crate) const MAX_FRAMES: usize = 64;
/// Longest name of a function or a file, in characters; data URLs of megabytes are files too.
const MAX_NAME: usize = 256;
/// Longest number of a line or column.
const MAX_DIGITS: usize = 12;

/// The frames, if there are any.
pub(crate) fn frames<'a>(stack: Json<'a>) -> Option<impl Iterator<Item = Json<'a>>> {
    stack.member("frames").and_then(Json::elements)
}

/// Writes the stack as an attribute. Says whether a frame has members that its line does not say, but for those named `passed_over`.
pub(crate) fn write<'a>(
    frames: impl Iterator<Item = Json<'a>>,
    passed_over: &str,
    writer: &mut ValueWriter<'_, '_>,
) -> bool {
    let mut has_more = false;
    writer.name(ATTRIBUTE).text_by(|text| has_more = push_lines(frames, passed_over, text));
    has_more
}

/// Appends a line for each frame, as browsers have them: `at function (file:line:column)`. Says the same as [`write`].
pub(crate) fn push_lines<'a>(frames: impl Iterator<Item = Json<'a>>, passed_over: &str, lines: &mut String) -> bool {
    let (mut left_out, mut has_more) = (0, false);
    for (number, frame) in frames.enumerate() {
        if number < MAX_FRAMES {
            lines.push_str(if number == 0 { "at " } else { "\nat " });
            has_more |= push_frame(frame, passed_over, lines);
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        // A text takes everything.
        let _ = write!(lines, "\n{left_out} more");
    }
    has_more
}

fn push_frame(frame: Json<'_>, passed_over: &str, lines: &mut String) -> bool {
    let (mut function, mut file, mut line, mut column, mut has_more) = ("?", "?", "?", "?", false);
    for (name, value) in frame.said_members() {
        let is_said = match name {
            "function" => take(value.text(), &mut function),
            "filename" => take(value.text(), &mut file),
            "lineno" => take(number(value), &mut line),
            "colno" => take(number(value), &mut column),
            _ => name == passed_over,
        };
        has_more |= !is_said;
    }
    push_name(function, lines);
    lines.push_str(" (");
    push_name(file, lines);
    lines.push(':');
    lines.push_str(line);
    lines.push(':');
    lines.push_str(column);
    lines.push(')');
    has_more
}

/// Takes what a member says, where it says something; whether its line has it.
fn take<'a>(said: Option<&'a str>, place: &mut &'a str) -> bool {
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        *place = said;
    }
    said.is_some()
}

/// Writes what the lines do not say: a stack that is no list of frames, and other members of it and of its first frames.
pub(crate) fn write_rest(stack: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    const NAME: &str = "stacktrace";
    let (Some(frames), Some(members)) = (frames(stack), stack.members()) else {
        return writer.name(NAME).json(stack);
    };
    writer.object_unless_empty(NAME, |writer| {
        for (_, value) in members.filter(|(name, value)| *name != "frames" && !value.is_null()) {
            writer.member(value);
        }
        let frames: Vec<_> = frames.take(MAX_FRAMES).collect();
        if frames.iter().any(|frame| rest_of(*frame).is_none_or(|mut rest| rest.next().is_some())) {
            writer.name("frames").array(|writer| frames.iter().for_each(|frame| write_rest_of(*frame, writer)));
        }
    });
}

fn write_rest_of(frame: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    match rest_of(frame) {
        Some(rest) => writer.object(|writer| rest.for_each(|(_, value)| writer.member(value))),
        None => writer.json(frame),
    }
}

/// The members of a frame that its line does not say; `None` where the frame is no object.
pub(crate) fn rest_of<'a>(frame: Json<'a>) -> Option<impl Iterator<Item = (&'a str, Json<'a>)>> {
    frame.is_object().then(|| unsaid_members(frame))
}

/// The same, of which there are none where the frame is no object.
pub(crate) fn unsaid_members<'a>(frame: Json<'a>) -> impl Iterator<Item = (&'a str, Json<'a>)> {
    let is_said = |name: &str, value: Json<'_>| match name {
        "function" | "filename" => value.text().is_some(),
        "lineno" | "colno" => number(value).is_some(),
        _ => false,
    };
    frame.said_members().filter(move |(name, value)| !is_said(name, *value))
}

/// The number of a line or column, which some SDKs send as a text.
fn number(value: Json<'_>) -> Option<&str> {
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = value.digits().or_else(|| value.text().filter(is_number));
    digits.filter(|digits| digits.len() <= MAX_DIGITS)
}

fn push_name(name: &str, lines: &mut String) {
    // A character has at least one byte.
    let longer = if name.len() > MAX_NAME { name.char_indices().nth(MAX_NAME) } else { None };
    match longer {
        Some((end, _)) => {
            lines.push_str(&name[..end]);
            lines.push('…');
        }
        None => lines.push_str(name),
    }
}
