//! Where in a batch something was found, and what became of it.

use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::finding::Fate;
use crate::batch::view::Shown;
use crate::member::{DEFAULT_KIND, Member};
use crate::tape::node::{NONE, Shape};

/// Steps of a place that are named. What lies deeper is in `**`.
const MAX_STEPS: usize = 32;
/// Members of an object that are searched for a value that a filter has set.
const MAX_SEARCHED: usize = 64;

/// A finding as others see it.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    /// The event.
    pub event: u32,
    /// The name of the filter that found it, or `guard`.
    pub filter: &'a str,
    /// The rule under which it was found: for built-in kinds, the kind.
    pub rule: &'a str,
    /// What became of it.
    pub fate: Fate,
    /// Values, or parts of values.
    pub count: u32,
    at: u32,
}

/// A step of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// A member, by its name in the line.
    Member(&'a str),
    /// An element of an array, or a member whose own name was found.
    Any,
    /// Somewhere below.
    Below,
}

impl Batch {
    /// What filters and the guard have found, in their order.
    pub fn findings(&self) -> impl Iterator<Item = Found<'_>> {
        self.log.findings.iter().map(|finding| {
            let filter = &self.log.filters[finding.filter as usize];
            Found {
                event: finding.event,
                filter: &filter.name,
                rule: &filter.rules[finding.rule.0 as usize],
                fate: finding.fate,
                count: finding.count,
                at: finding.at,
            }
        })
    }

    /// The kind of an event, and the name of its application, also where a filter dropped it.
    pub fn origin(&self, event: u32) -> (&str, Option<&str>) {
        let Some(event) = self.events.get(event as usize) else { return (DEFAULT_KIND, None) };
        let app = self.member(event, Member::App).and_then(|app| self.child(app, "name"));
        let name = app.and_then(|at| self.text_at(at)).map(|(text, _)| self.tape.text(text));
        (self.text(event, Member::Kind).unwrap_or(DEFAULT_KIND), name)
    }

    /// Whether it was found in the name of a member.
    pub fn is_in_name(&self, found: &Found<'_>) -> bool {
        found.at != NONE && self.tape.node(found.at).shape == Shape::Key
    }

    /// The steps to where it was found, as in a path to it; [`Step::Below`] alone where that is not known.
    pub fn visit_steps_to<'a>(&'a self, found: &Found<'_>, mut visit: impl FnMut(Step<'a>)) {
        let Some(event) = self.events.get(found.event as usize).filter(|_| found.at != NONE) else {
            return visit(Step::Below);
        };
        // The last ones are those nearest to the root.
        let (mut nodes, mut depth) = ([NONE; MAX_STEPS], 0);
        let mut at = found.at;
        while at != event.root && at != NONE {
            nodes[depth % MAX_STEPS] = at;
            depth += 1;
            at = self.tape.node(at).parent;
        }
        for step in (depth.saturating_sub(MAX_STEPS)..depth).rev() {
            let at = nodes[step % MAX_STEPS];
            self.visit_step(event, at, step + 1 == depth, &mut visit);
        }
        if depth > MAX_STEPS {
            visit(Step::Below);
        }
    }

    fn visit_step<'a>(&'a self, event: &Event, at: u32, is_first: bool, visit: &mut impl FnMut(Step<'a>)) {
        if self.tape.node(at).shape == Shape::Key {
            if is_first {
                visit(Step::Member(Member::Attributes.name()));
            }
            return visit(Step::Any);
        }
        let parent = self.tape.node(at).parent;
        if self.tape.node(parent).shape != Shape::Object {
            return visit(Step::Any);
        }
        let name = self.key_at(at, parent).map(|key| self.name(key));
        if is_first && !name.and_then(Member::named).is_some_and(|member| self.is_member(event, member, at)) {
            visit(Step::Member(Member::Attributes.name()));
        }
        visit(name.map_or(Step::Any, Step::Member));
    }

    fn is_member(&self, event: &Event, member: Member, at: u32) -> bool {
        let own = event.members[member as usize];
        own == at || own != NONE && matches!(self.shown(own), Shown::Node(shown) if shown == at)
    }

    /// The key of the value at `at`, which may have taken the place of another one.
    fn key_at(&self, at: u32, object: u32) -> Option<u32> {
        let before = at - 1;
        let node = self.tape.node(before);
        if node.shape == Shape::Key && node.parent == object {
            return Some(before);
        }
        let mut keys = self.members(object).take(MAX_SEARCHED);
        keys.find(|key| matches!(self.shown(key + 1), Shown::Node(shown) if shown == at))
    }
}
