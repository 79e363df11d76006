//! Every text of an event, with its path.

use std::ops::ControlFlow;

use super::Batch;
use super::member::Member;
use super::node::{HOST, Shape};
use super::path::{self, Place};
use super::view::Shown;

/// Gets a path and the text there, and says whether there is to be another one.
type Visit<'a> = &'a mut dyn FnMut(&str, &str) -> ControlFlow<()>;

impl Batch {
    /// Visits every text at or below a path, until `visit` breaks: its own path, and the text as the filters so far left
    /// it. The event's time and kind are the host's, and no texts.
    pub fn texts(&self, event: u32, under: &str, mut visit: impl FnMut(&str, &str) -> ControlFlow<()>) {
        let Some(place) = self.resolve(event, under) else { return };
        // Whether all of them were seen is known to `visit`.
        let _ = self.visit_place(place, event, under.to_owned(), &mut visit);
    }

    fn visit_place(&self, place: Place, event: u32, mut path: String, visit: Visit<'_>) -> ControlFlow<()> {
        match place {
            Place::Value { at, .. } => self.visit(at, &mut path, visit),
            Place::Attributes => self.visit_attributes(event, &mut path, visit),
            Place::Event => {
                let Some(found) = self.event(event) else { return ControlFlow::Continue(()) };
                for member in Member::ALL {
                    path.push('/');
                    path.push_str(member.name());
                    if member == Member::Attributes {
                        self.visit_attributes(event, &mut path, visit)?;
                    } else if let Some(at) = self.member(found, member) {
                        self.visit(at, &mut path, visit)?;
                    }
                    path.clear();
                }
                ControlFlow::Continue(())
            }
            Place::Time { .. } => ControlFlow::Continue(()),
        }
    }

    fn visit_attributes(&self, event: u32, path: &mut String, visit: Visit<'_>) -> ControlFlow<()> {
        let Some(event) = self.event(event) else { return ControlFlow::Continue(()) };
        self.attributes(event).try_for_each(|key| self.visit_member(key, path, visit))
    }

    fn visit_member(&self, key: u32, path: &mut String, visit: Visit<'_>) -> ControlFlow<()> {
        let parent = path.len();
        path::push_step(path, self.name(key));
        self.visit(key + 1, path, visit)?;
        path.truncate(parent);
        ControlFlow::Continue(())
    }

    fn visit(&self, at: u32, path: &mut String, visit: Visit<'_>) -> ControlFlow<()> {
        let at = match self.shown(at) {
            Shown::Gone | Shown::Null => return ControlFlow::Continue(()),
            Shown::Edited { text, .. } => return visit(path, self.tape.text(text)),
            Shown::Node(at) => at,
        };
        let node = self.tape.node(at);
        match node.shape {
            Shape::Text if !node.is(HOST) => visit(path, self.tape.text(node.span))?,
            Shape::Object => self.members(at).try_for_each(|key| self.visit_member(key, path, visit))?,
            Shape::Array => {
                for (index, element) in self.elements(at).enumerate() {
                    let parent = path.len();
                    path::push_step(path, &index.to_string());
                    self.visit(element, path, visit)?;
                    path.truncate(parent);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}
