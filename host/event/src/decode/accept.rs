//! Which values of a client's can be the known members of an event.

use super::time::{self, Time};
use crate::member::{MAX_ID_BYTES, Member, Role, is_kind};
use crate::tape::Tape;
use crate::tape::fit::{fits, mark_numbers, member_fits};
use crate::tape::keys::keys;
use crate::tape::node::{DEAD, HOST, Shape};
use crate::tape::span::Span;

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
