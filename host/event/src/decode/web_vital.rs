//! A web vital, as the library of that name gives it to a page, which sends it on as it is.
//! <https://github.com/GoogleChrome/web-vitals#types>

use crate::batch::event::Event;
use crate::member::Member;
use crate::tape::Tape;
use crate::tape::fit::mark_numbers;
use crate::tape::node::{DEAD, HOST, NONE, Shape};
use crate::tape::span::Span;

/// Makes a measurement of an event that is one, `{"name", "value", "rating", …}`: the number goes under `values`. `first` is
/// where the event's `others` begin.
pub(crate) fn take(tape: &mut Tape, event: &mut Event, others: &mut Vec<u32>, first: usize) {
    let is_missing = |member: Member| event.members[member as usize] == NONE;
    if is_missing(Member::Name) || !is_missing(Member::Kind) || !is_missing(Member::Values) {
        return;
    }
    let named = |name: &str| {
        let named = |key: &&u32| tape.text(tape.node(**key).span) == name;
        others[first..].iter().find(named).copied()
    };
    let is_rating = |key: u32| {
        let value = tape.node(key + 1);
        value.shape == Shape::Text && matches!(tape.text(value.span), "good" | "needs-improvement" | "poor")
    };
    let value = named("value").filter(|key| tape.node(key + 1).shape == Shape::Number);
    let (Some(value), true) = (value, named("rating").is_some_and(is_rating)) else { return };

    event.members[Member::Kind as usize] = push_member(tape, "kind", event.root, |tape, parent| {
        let kind = tape.push_text("measurement");
        let at = tape.push_node(Shape::Text, kind, parent);
        tape.node_mut(at).flags |= HOST;
    });
    let values = push_member(tape, "values", event.root, |tape, parent| {
        let object = tape.push_node(Shape::Object, Span::default(), parent);
        tape.copy_subtree(value, object);
        tape.close(object);
    });
    mark_numbers(tape, values);
    event.members[Member::Values as usize] = values;
    tape.soil(value);
    tape.node_mut(value).flags |= DEAD;
    if let Some(place) = others[first..].iter().position(|key| *key == value) {
        others.remove(first + place);
    }
}

/// Appends a member whose value `push` appends; says where the value is.
fn push_member(tape: &mut Tape, name: &str, root: u32, push: impl FnOnce(&mut Tape, u32)) -> u32 {
    let name = tape.push_text(name);
    let key = tape.push_node(Shape::Key, name, root);
    push(tape, root);
    tape.close(key);
    key + 1
}
