//! What can stand where in an event.

use super::Tape;
use super::keys::keys;
use super::node::{Shape, TYPED};
use crate::member::Role;

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

/// The line promises that these are numbers.
pub(crate) fn mark_numbers(tape: &mut Tape, at: u32) {
    for at in at..tape.node(at).next {
        tape.node_mut(at).flags |= if tape.node(at).shape == Shape::Number { TYPED } else { 0 };
    }
}
