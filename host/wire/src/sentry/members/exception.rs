//! The exceptions of an event: the outermost one, and those that caused it.
//! <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/exception/>

use super::about::{list, text_of};
use crate::mapping::stack;
use sluice_event::{Json, ValueWriter};

/// Most exceptions that are written beside the outermost one; SDKs link five.
const MAX_CAUSES: usize = 16;
/// The member of a frame that says whether it is the page's own: that is known by its file.
const IN_APP: &str = "in_app";

/// The exceptions of one event.
#[derive(Default)]
pub(crate) struct Exceptions<'a> {
    outermost: Option<Json<'a>>,
    /// Those of the outermost one, the innermost first, as browsers show them.
    frames: Option<Vec<Json<'a>>>,
    /// The innermost first, as they were sent.
    causes: Vec<Json<'a>>,
}

impl<'a> Exceptions<'a> {
    pub(crate) fn of(event: Json<'a>) -> Self {
        let Some(exception) = event.member("exception") else { return Self::default() };
        let mut all: Vec<Json<'a>> = match list(Some(exception)) {
            Some(values) => values.filter(|value| value.is_object()).collect(),
            None => vec![exception],
        };
        // Where no id says it, the outermost is the last.
        let is_first = |value: &Json<'a>| {
            let id = value.member("mechanism").and_then(|mechanism| mechanism.member("exception_id"));
            id.and_then(Json::digits) == Some("0")
        };
        let at = all.iter().rposition(is_first).or(all.len().checked_sub(1));
        let outermost = at.map(|at| all.remove(at));
        all.truncate(MAX_CAUSES);
        Self { outermost, frames: outermost.and_then(frames), causes: all }
    }

    /// The type of the outermost one. A message has none, also where it has a stack.
    pub(crate) fn name(&self) -> Option<&'a str> {
        text_of(self.outermost?, "type")
    }

    /// What the outermost one says.
    pub(crate) fn message(&self) -> Option<&'a str> {
        text_of(self.outermost?, "value")
    }

    /// Whether it is about a request that the page made: then the event's request is that one.
    pub(crate) fn is_of_call(&self) -> bool {
        let mechanism = self.outermost.and_then(|outermost| outermost.member("mechanism"));
        mechanism.and_then(|mechanism| text_of(mechanism, "type")).is_some_and(|name| name.contains("http.client"))
    }

    /// Writes the stack as an attribute. Says whether its lines do not say all of its frames: the source around a line, for one.
    pub(crate) fn write_stack(&self, writer: &mut ValueWriter<'_, '_>) -> bool {
        self.frames.as_ref().is_some_and(|frames| stack::write(frames.iter().copied(), IN_APP, writer))
    }

    /// Writes what has no place of its own, as members of `sentry`; the frames, where they have `more_in_frames`.
    pub(crate) fn write_rest(&self, more_in_frames: bool, writer: &mut ValueWriter<'_, '_>) {
        let Some(outermost) = self.outermost else { return };
        for (name, value) in outermost.members().into_iter().flatten() {
            let is_placed = match name {
                "stacktrace" => value.member("frames").is_some(),
                "type" | "value" => value.text().is_some(),
                _ => value.is_null(),
            };
            if !is_placed {
                writer.member(value);
            }
        }
        if let Some(frames) = self.frames.as_ref().filter(|_| more_in_frames) {
            writer.name("frames").array(|writer| {
                for frame in frames.iter().take(stack::MAX_FRAMES) {
                    writer.object(|writer| rest_of(*frame).for_each(|(_, value)| writer.member(value)));
                }
            });
        }
        if !self.causes.is_empty() {
            writer.name("causes").array(|writer| self.causes.iter().for_each(|cause| write_cause(*cause, writer)));
        }
    }
}

fn write_cause(cause: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    writer.object(|writer| {
        for (name, value) in cause.said_members() {
            match frames(cause).filter(|_| name == "stacktrace") {
                Some(frames) => writer.name(name).text_by(|text| {
                    stack::push_lines(frames.into_iter(), IN_APP, text);
                }),
                None => writer.member(value),
            }
        }
    });
}

/// The members of a frame that its line does not say.
fn rest_of<'a>(frame: Json<'a>) -> impl Iterator<Item = (&'a str, Json<'a>)> {
    stack::unsaid_members(frame).filter(|(name, _)| *name != IN_APP)
}

/// The frames, the innermost first, as browsers show them.
fn frames(exception: Json<'_>) -> Option<Vec<Json<'_>>> {
    let mut frames: Vec<_> = exception.member("stacktrace")?.member("frames")?.elements()?.collect();
    frames.reverse();
    Some(frames)
}
