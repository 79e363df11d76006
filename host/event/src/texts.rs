//! Every text of an event, with its path.

use super::{
    batch::Batch,
    member::Member,
    node::{HOST, Shape},
    path::{self, Place},
    view::Shown,
};

impl Batch {
    /// Visits every text at or below a path: its own path, and the text as the filters so far left it. The event's time
    /// and kind are the host's, and no texts.
    pub fn texts(&self, event: u32, under: &str, mut visit: impl FnMut(&str, &str)) {
        let mut path = under.to_owned();
        match self.resolve(event, under) {
            Some(Place::Value { at, .. }) => self.visit(at, &mut path, &mut visit),
            Some(Place::Attributes) => self.visit_attributes(event, &mut path, &mut visit),
            Some(Place::Event) => {
                let Some(found) = self.event(event) else { return };
                for member in Member::ALL {
                    path.push('/');
                    path.push_str(member.name());
                    if member == Member::Attributes {
                        self.visit_attributes(event, &mut path, &mut visit);
                    } else if let Some(at) = self.member(found, member) {
                        self.visit(at, &mut path, &mut visit);
                    }
                    path.clear();
                }
            }
            Some(Place::Time { .. }) | None => {}
        }
    }

    fn visit_attributes(&self, event: u32, path: &mut String, visit: &mut dyn FnMut(&str, &str)) {
        let Some(event) = self.event(event) else { return };
        for key in self.attributes(event) {
            self.visit_member(key, path, visit);
        }
    }

    fn visit_member(&self, key: u32, path: &mut String, visit: &mut dyn FnMut(&str, &str)) {
        let parent = path.len();
        path::push_step(path, self.name(key));
        self.visit(key + 1, path, visit);
        path.truncate(parent);
    }

    fn visit(&self, at: u32, path: &mut String, visit: &mut dyn FnMut(&str, &str)) {
        let at = match self.shown(at) {
            Shown::Gone | Shown::Null => return,
            Shown::Edited { text, .. } => return visit(path, self.tape.text(text)),
            Shown::Node(at) => at,
        };
        let node = self.tape.node(at);
        match node.shape {
            Shape::Text if !node.is(HOST) => visit(path, self.tape.text(node.span)),
            Shape::Object => {
                for key in self.members(at) {
                    self.visit_member(key, path, visit);
                }
            }
            Shape::Array => {
                for (index, element) in self.elements(at).enumerate() {
                    let parent = path.len();
                    path::push_step(path, &index.to_string());
                    self.visit(element, path, visit);
                    path.truncate(parent);
                }
            }
            _ => {}
        }
    }
}
