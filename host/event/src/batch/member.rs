//! The members of an event that the host knows, and what they have to be.

use super::node::{DEAD, HOST, Shape, Span, TYPED};
use super::tape::Tape;
use crate::decode::time::{self, Time};

/// A member that the host knows, in the order in which lines have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Member {
    Time,
    Kind,
    EventId,
    IdempotencyKey,
    Level,
    Name,
    Message,
    App,
    Session,
    Page,
    Browser,
    Trace,
    Values,
    Attributes,
}

/// How many there are.
pub(crate) const MEMBERS: usize = 14;

/// Longest `event_id` and `idempotency_key` that are taken, in bytes: a UUID has 36.
pub const MAX_ID_BYTES: usize = 128;

/// What an event can be: the values of `kind`.
pub const KINDS: [&str; 6] = ["log", "event", "exception", "measurement", "span", "report"];

/// That of an event that does not say its own.
pub(crate) const DEFAULT_KIND: &str = "event";

/// What a place in an event has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The host's: it can be taken away, and that is all.
    Host,
    Text,
    /// An object of texts.
    Texts,
    /// An object of texts, in which `mobile` may be a boolean.
    Browser,
    Number,
    /// An object of numbers.
    Numbers,
    /// Any object.
    Object,
    Any,
}

impl Member {
    pub(crate) const ALL: [Member; MEMBERS] = [
        Member::Time,
        Member::Kind,
        Member::EventId,
        Member::IdempotencyKey,
        Member::Level,
        Member::Name,
        Member::Message,
        Member::App,
        Member::Session,
        Member::Page,
        Member::Browser,
        Member::Trace,
        Member::Values,
        Member::Attributes,
    ];

    pub(crate) fn named(name: &str) -> Option<Member> {
        Some(match name.as_bytes() {
            b"time" => Member::Time,
            b"kind" => Member::Kind,
            b"event_id" => Member::EventId,
            b"idempotency_key" => Member::IdempotencyKey,
            b"level" => Member::Level,
            b"name" => Member::Name,
            b"message" => Member::Message,
            b"app" => Member::App,
            b"session" => Member::Session,
            b"page" => Member::Page,
            b"browser" => Member::Browser,
            b"trace" => Member::Trace,
            b"values" => Member::Values,
            b"attributes" => Member::Attributes,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Member::Time => "time",
            Member::Kind => "kind",
            Member::EventId => "event_id",
            Member::IdempotencyKey => "idempotency_key",
            Member::Level => "level",
            Member::Name => "name",
            Member::Message => "message",
            Member::App => "app",
            Member::Session => "session",
            Member::Page => "page",
            Member::Browser => "browser",
            Member::Trace => "trace",
            Member::Values => "values",
            Member::Attributes => "attributes",
        }
    }

    pub(crate) fn role(self) -> Role {
        match self {
            Member::Time | Member::Kind => Role::Host,
            Member::EventId | Member::IdempotencyKey => Role::Text,
            Member::Level | Member::Name | Member::Message | Member::Session => Role::Text,
            Member::App | Member::Page | Member::Trace => Role::Texts,
            Member::Browser => Role::Browser,
            Member::Values => Role::Numbers,
            Member::Attributes => Role::Object,
        }
    }
}

impl Role {
    /// What the members of an object in this role are; None where there can be none.
    pub(crate) fn of_members(self) -> Option<Role> {
        match self {
            Role::Texts | Role::Browser => Some(Role::Text),
            Role::Numbers => Some(Role::Number),
            Role::Object | Role::Any => Some(Role::Any),
            Role::Host | Role::Text | Role::Number => None,
        }
    }
}

/// Whether the value at `at` can stand in that role.
#[inline]
pub(crate) fn fits(tape: &Tape, at: u32, role: Role) -> bool {
    let shape = tape.node(at).shape;
    match role {
        Role::Host => false,
        Role::Text => shape == Shape::Text,
        Role::Number => shape == Shape::Number,
        Role::Object => shape == Shape::Object,
        Role::Texts | Role::Browser | Role::Numbers => {
            shape == Shape::Object && keys(tape, at).all(|key| member_fits(tape, key, role))
        }
        Role::Any => true,
    }
}

/// Whether a member, by its key, can stand in an object of that role.
pub(crate) fn member_fits(tape: &Tape, key: u32, role: Role) -> bool {
    let shape = tape.node(key + 1).shape;
    let is_flag = || matches!(shape, Shape::True | Shape::False) && tape.text(tape.node(key).span) == "mobile";
    match role {
        Role::Texts => shape == Shape::Text,
        Role::Browser => shape == Shape::Text || is_flag(),
        Role::Numbers => shape == Shape::Number,
        _ => false,
    }
}

/// The keys of an object as it was sent, the last of each name.
#[inline(always)]
pub(crate) fn keys(tape: &Tape, object: u32) -> Keys<'_> {
    Keys { tape, at: object + 1, end: tape.node(object).next }
}

/// Keys of members.
pub(crate) struct Keys<'a> {
    tape: &'a Tape,
    at: u32,
    end: u32,
}

impl Keys<'_> {
    /// Of nothing.
    #[inline(always)]
    pub(crate) fn none(tape: &Tape) -> Keys<'_> {
        Keys { tape, at: 0, end: 0 }
    }
}

impl Iterator for Keys<'_> {
    type Item = u32;

    // Most loops over members do little for each of them.
    #[inline(always)]
    fn next(&mut self) -> Option<u32> {
        while self.at < self.end {
            let (key, node) = (self.at, self.tape.node(self.at));
            self.at = node.next;
            if !node.is(DEAD) {
                return Some(key);
            }
        }
        None
    }
}

/// Whether a client's value can be that member of an event; numbers and the host's own values are marked as such.
pub(crate) fn accept(tape: &mut Tape, member: Member, at: u32) -> bool {
    let node = *tape.node(at);
    match member {
        Member::Kind => {
            let known = node.shape == Shape::Text && is_kind(tape.text(node.span));
            if known {
                tape.node_mut(at).flags |= HOST;
            }
            known
        }
        Member::EventId | Member::IdempotencyKey => {
            node.shape == Shape::Text && (1..=MAX_ID_BYTES).contains(&node.span.len())
        }
        Member::Time => false,
        _ => {
            let fits = fits(tape, at, member.role());
            if fits && member == Member::Values {
                mark_numbers(tape, at);
            }
            fits
        }
    }
}

/// Whether a name is one of [`KINDS`], without a comparison for each.
fn is_kind(name: &str) -> bool {
    matches!(name, "log" | "event" | "exception" | "measurement" | "span" | "report")
}

/// Divides an object of which only some members can stand in it: the others go into an object of their own, for
/// `/attributes`, whose key is given. `None` where all of it has to go there.
///
/// What is divided has at most twice as many nodes as before.
pub(crate) fn split(tape: &mut Tape, member: Member, key: u32, root: u32) -> Option<u32> {
    let (object, role) = (key + 1, member.role());
    if tape.node(object).shape != Shape::Object || !matches!(role, Role::Texts | Role::Browser | Role::Numbers) {
        return None;
    }
    let (fit, odd): (Vec<u32>, Vec<u32>) = keys(tape, object).partition(|key| member_fits(tape, *key, role));
    if fit.is_empty() {
        return None;
    }
    let rest = tape.push_node(Shape::Key, tape.node(key).span, root);
    let around = tape.push_node(Shape::Object, Span::default(), root);
    for key in odd {
        tape.copy_subtree(key, around);
        tape.soil(key);
        tape.node_mut(key).flags |= DEAD;
    }
    tape.close(around);
    tape.close(rest);
    if role == Role::Numbers {
        mark_numbers(tape, object);
    }
    Some(rest)
}

/// The line promises that these are numbers.
pub(crate) fn mark_numbers(tape: &mut Tape, at: u32) {
    for at in at..tape.node(at).next {
        tape.node_mut(at).flags |= if tape.node(at).shape == Shape::Number { TYPED } else { 0 };
    }
}

/// The time that a client's value says, in RFC 3339; None where it says none.
pub(crate) fn accept_time(tape: &mut Tape, at: u32) -> Option<Span> {
    let node = *tape.node(at);
    let time = match node.shape {
        Shape::Text => time::from_text(tape.text(node.span)),
        Shape::Number => time::from_number(tape.text(node.span)),
        _ => None,
    }?;
    tape.node_mut(at).flags |= HOST;
    Some(match time {
        Time::Verbatim => node.span,
        Time::Normalised(text) => tape.push_text(&text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_event_is_one() {
        assert!(KINDS.into_iter().all(is_kind));
        assert!(!is_kind("") && !is_kind("logs"));
    }
}
