//! One log, event, exception or measurement.

use super::meta::Meta;
use crate::mapping::stack;
use sluice_event::{Json, ValueWriter};

/// Which list it came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Log,
    Event,
    Exception,
    Measurement,
}

/// Where a member goes.
enum Place {
    /// A member of the event.
    Member(&'static str),
    /// The members of this object are attributes.
    Attributes,
    Stack,
    /// Faro's own: a member of the attribute `faro`.
    Own,
}

/// Writes the members of an event.
pub(super) fn write(kind: Kind, item: Json<'_>, meta: &Meta<'_>, writer: &mut ValueWriter<'_, '_>) {
    let (mut attributes, mut stack, mut own) = (None, None, Vec::new());
    writer.name("kind").text(kind.name());
    for (name, value) in item.said_members() {
        match kind.place(name) {
            Place::Member(member) => writer.name(member).json(value),
            Place::Attributes if value.is_object() => attributes = Some((name, value)),
            Place::Stack => stack = Some(value),
            Place::Attributes | Place::Own => own.push((name, value)),
        }
    }
    if kind == Kind::Exception {
        let is_fatal = item.member("fatal").and_then(Json::boolean) == Some(true);
        writer.name("level").text(if is_fatal { "fatal" } else { "error" });
    }
    meta.write_known(writer);
    let frames = stack.and_then(stack::frames);
    let has_frames = frames.is_some();
    // The mapping has members of these names beside them, and of two the last one counts.
    let is_taken = |name: &str| name == "faro" || has_frames && name == stack::ATTRIBUTE;
    let taken = attributes.filter(|(_, value)| members(*value).any(|(name, _)| is_taken(name)));
    writer.object_unless_empty("attributes", |writer| {
        for (name, value) in attributes.into_iter().flat_map(|(_, value)| members(value)) {
            if taken.is_none() || !is_taken(name) {
                writer.member(value);
            }
        }
        if let Some(frames) = frames {
            stack::write(frames, "", writer);
        }
        writer.object_unless_empty("faro", |writer| {
            meta.write_others(writer);
            own.iter().for_each(|(_, value)| writer.member(*value));
            stack.into_iter().for_each(|stack| stack::write_rest(stack, writer));
            if let Some((name, value)) = taken {
                writer.name(name).object(|writer| {
                    let taken = members(value).filter(|(name, _)| is_taken(name));
                    taken.for_each(|(_, value)| writer.member(value));
                });
            }
        });
    });
}

fn members<'a>(value: Json<'a>) -> impl Iterator<Item = (&'a str, Json<'a>)> {
    value.members().into_iter().flatten()
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Event => "event",
            Self::Exception => "exception",
            Self::Measurement => "measurement",
        }
    }

    fn place(self, name: &str) -> Place {
        match (self, name) {
            (_, "timestamp") => Place::Member("time"),
            (_, "trace") => Place::Member("trace"),
            (Self::Log, "level") => Place::Member("level"),
            (Self::Log, "message") | (Self::Exception, "value") => Place::Member("message"),
            (Self::Event, "name") | (Self::Exception | Self::Measurement, "type") => Place::Member("name"),
            (Self::Measurement, "values") => Place::Member("values"),
            (Self::Event, "attributes") | (Self::Log | Self::Exception | Self::Measurement, "context") => {
                Place::Attributes
            }
            (Self::Exception, "stacktrace") => Place::Stack,
            _ => Place::Own,
        }
    }
}
