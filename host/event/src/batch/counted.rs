//! The parts of an event that can be counted, as the filters so far left them. Events that were dropped have none.

use super::Batch;
use super::view::Shown;
use crate::member::Member;
use crate::tape::node::Shape;

impl Batch {
    /// Whether nothing that an event says will be written.
    #[must_use]
    pub fn is_withheld(&self, event: u32) -> bool {
        self.events.get(event as usize).is_some_and(|event| self.withheld(event).is_some())
    }

    /// The name of the application that an event is from.
    #[must_use]
    #[inline]
    pub fn app_name(&self, event: u32) -> Option<&str> {
        let app = self.member(self.event(event)?, Member::App)?;
        self.text_of(self.child(app, "name")?)
    }

    /// The name of an event.
    #[must_use]
    #[inline]
    pub fn event_name(&self, event: u32) -> Option<&str> {
        self.text(self.event(event)?, Member::Name)
    }

    /// The values of an event that a double holds, by name.
    pub fn numbers(&self, event: u32) -> impl Iterator<Item = (&str, f64)> {
        let values = self.event(event).and_then(|event| self.member(event, Member::Values));
        let object = values.and_then(|at| match self.shown(at) {
            Shown::Node(at) if self.tape.node(at).shape == Shape::Object => Some(at),
            _ => None,
        });
        let members = object.into_iter().flat_map(|object| self.members(object));
        members.filter_map(|key| Some((self.name(key), self.number_at(key + 1)?)))
    }

    fn number_at(&self, at: u32) -> Option<f64> {
        let Shown::Node(at) = self.shown(at) else { return None };
        let node = self.tape.node(at);
        (node.shape == Shape::Number).then(|| self.tape.text(node.span).parse().ok()).flatten()
    }

    fn text_of(&self, at: u32) -> Option<&str> {
        let (text, _) = self.text_at(at)?;
        Some(self.tape.text(text))
    }
}
