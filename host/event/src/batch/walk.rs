//! Walks an event: every value, with its path.

use std::ops::ControlFlow;

use super::Batch;
use super::path::{self, Place};
use super::value::Value;
use super::view::Shown;
use crate::member::Member;
use crate::tape::node::{HOST, Shape};

/// What stands at a place.
enum Found<'a> {
    /// An array or an object, whose elements or members come next.
    Holder,
    Null,
    /// A text that filters made.
    Edited(&'a str),
    /// The event's time, as lines have it.
    Time(&'a str),
    /// A value of the client, or one that a filter has set.
    Node(u32),
}

/// Gets a path and what stands there, and says whether there is to be another one.
type Visit<'a> = &'a mut dyn FnMut(&str, Found<'_>) -> ControlFlow<()>;

impl Batch {
    /// Visits every text at or below a path, until `visit` breaks: its own path, and the text as the filters so far left
    /// it. The event's time and kind are the host's, and no texts. `visit` gets None for all other values on the way, so
    /// that a long walk can be ended where there is no text.
    pub fn texts(&self, event: u32, under: &str, mut visit: impl FnMut(&str, Option<&str>) -> ControlFlow<()>) {
        self.walk(event, under, &mut |path, found| match found {
            Found::Edited(text) => visit(path, Some(text)),
            Found::Node(at) => {
                let node = self.tape.node(at);
                let is_text = node.shape == Shape::Text && !node.is(HOST);
                visit(path, is_text.then(|| self.tape.text(node.span)))
            }
            Found::Holder | Found::Null | Found::Time(_) => visit(path, None),
        });
    }

    /// Visits every value at or below a path that is neither an array nor an object, until `visit` breaks: its own path, and what
    /// [`Batch::get`] says of it. `visit` gets None for arrays and objects, so that a long walk can be ended there too.
    pub fn leaves(&self, event: u32, under: &str, mut visit: impl FnMut(&str, Option<Value<'_>>) -> ControlFlow<()>) {
        self.walk(event, under, &mut |path, found| {
            let value = match found {
                Found::Holder => None,
                Found::Null => Some(Value::Null),
                Found::Edited(text) | Found::Time(text) => Some(Value::Text(text.into())),
                Found::Node(at) => Some(self.value(at)),
            };
            visit(path, value)
        });
    }

    /// Visits the names of the members of the object at a path, or the numbers of an array's elements, until `visit` breaks.
    pub fn member_names(&self, event: u32, path: &str, mut visit: impl FnMut(&str) -> ControlFlow<()>) {
        // Whether all of them were seen is known to `visit`.
        let _ = match self.resolve(event, path) {
            Some(Place::Event) => self.known_members(event).try_for_each(|(member, _)| visit(member.name())),
            Some(Place::Attributes) => {
                let mut keys = self.event(event).into_iter().flat_map(|event| self.attributes(event));
                keys.try_for_each(|key| visit(self.name(key)))
            }
            Some(Place::Value { at, .. }) => match self.shown(at) {
                Shown::Node(at) if self.tape.node(at).shape == Shape::Object => {
                    self.members(at).try_for_each(|key| visit(self.name(key)))
                }
                Shown::Node(at) if self.tape.node(at).shape == Shape::Array => {
                    (0..self.elements(at).count()).try_for_each(|index| visit(&index.to_string()))
                }
                _ => ControlFlow::Continue(()),
            },
            Some(Place::Time { .. }) | None => ControlFlow::Continue(()),
        };
    }

    fn walk(&self, event: u32, under: &str, visit: Visit<'_>) {
        let Some(place) = self.resolve(event, under) else { return };
        // Whether all of them were seen is known to `visit`.
        let _ = self.walk_place(place, event, under.to_owned(), visit);
    }

    fn walk_place(&self, place: Place, event: u32, mut path: String, visit: Visit<'_>) -> ControlFlow<()> {
        match place {
            Place::Value { at, .. } => self.walk_value(at, &mut path, visit),
            Place::Time { .. } => self.walk_time(event, &path, visit),
            Place::Attributes => self.walk_attributes(event, &mut path, visit),
            Place::Event => self.known_members(event).try_for_each(|(member, at)| {
                path.clear();
                path.push('/');
                path.push_str(member.name());
                match (member, at) {
                    (Member::Attributes, _) => self.walk_attributes(event, &mut path, visit),
                    (Member::Time, _) => self.walk_time(event, &path, visit),
                    (_, Some(at)) => self.walk_value(at, &mut path, visit),
                    (_, None) => ControlFlow::Continue(()),
                }
            }),
        }
    }

    /// The members that an event has, in the order of lines, each with its value. Attributes may have none of their own.
    fn known_members(&self, event: u32) -> impl Iterator<Item = (Member, Option<u32>)> + '_ {
        self.event(event).into_iter().flat_map(move |found| {
            Member::ALL.into_iter().filter_map(move |member| {
                let at = self.member(found, member);
                (at.is_some() || member == Member::Attributes && self.has_attributes(found)).then_some((member, at))
            })
        })
    }

    fn walk_time(&self, event: u32, path: &str, visit: Visit<'_>) -> ControlFlow<()> {
        let time = self.event(event).and_then(|event| self.time(event));
        time.map_or(ControlFlow::Continue(()), |time| visit(path, Found::Time(time)))
    }

    fn walk_attributes(&self, event: u32, path: &mut String, visit: Visit<'_>) -> ControlFlow<()> {
        let Some(event) = self.event(event) else { return ControlFlow::Continue(()) };
        self.attributes(event).try_for_each(|key| self.walk_member(key, path, visit))
    }

    fn walk_member(&self, key: u32, path: &mut String, visit: Visit<'_>) -> ControlFlow<()> {
        let parent = path.len();
        path::push_step(path, self.name(key));
        self.walk_value(key + 1, path, visit)?;
        path.truncate(parent);
        ControlFlow::Continue(())
    }

    fn walk_value(&self, at: u32, path: &mut String, visit: Visit<'_>) -> ControlFlow<()> {
        let at = match self.shown(at) {
            Shown::Gone => return ControlFlow::Continue(()),
            Shown::Null => return visit(path, Found::Null),
            Shown::Edited { text, .. } => return visit(path, Found::Edited(self.tape.text(text))),
            Shown::Node(at) => at,
        };
        match self.tape.node(at).shape {
            Shape::Object => {
                visit(path, Found::Holder)?;
                self.members(at).try_for_each(|key| self.walk_member(key, path, visit))
            }
            Shape::Array => {
                visit(path, Found::Holder)?;
                self.elements(at).enumerate().try_for_each(|(index, element)| {
                    let parent = path.len();
                    path::push_step(path, &index.to_string());
                    self.walk_value(element, path, visit)?;
                    path.truncate(parent);
                    ControlFlow::Continue(())
                })
            }
            _ => visit(path, Found::Node(at)),
        }
    }
}
