//! Resource and scope: what is said once and holds for many events.

use super::attributes::{self, Of};
use super::read::Kept;
use super::read::source::Source;
use super::record::count;
use crate::event_text::Text;
use crate::event_text::known::Known;

/// A resource, of which the members of events are written once.
pub(super) struct Resource<'a> {
    known: Known<'a>,
    /// The member `resource` as JSON, and beside it how many attributes were dropped.
    members: Vec<u8>,
    kept: Vec<Kept<'a>>,
}

/// Where events come from: a scope of a resource.
pub(super) struct Origin<'o, 'a> {
    resource: &'o Resource<'a>,
    /// The member `scope` as JSON.
    scope: Vec<u8>,
    kept: Vec<Kept<'a>>,
}

impl<'a> Resource<'a> {
    pub(super) fn of(source: &Source<'a>, kept: Vec<Kept<'a>>) -> Self {
        let mut members = Vec::new();
        let mut text = Text(&mut members);
        text.object_unless_empty("resource", |text| {
            _ = attributes::write_others(&source.attributes, Of::Other, &[], text);
        });
        // Not among the resource's own attributes, which may have any name.
        count(&mut text, "resource_dropped_attributes_count", source.dropped_attributes_count);
        Self { known: attributes::known(&source.attributes, Of::Other), members, kept }
    }

    pub(super) fn scope(&self, source: &Source<'a>, kept: Vec<Kept<'a>>) -> Origin<'_, 'a> {
        let mut scope = Vec::new();
        Text(&mut scope).object_unless_empty("scope", |text| {
            text.text_unless_empty("name", source.name);
            text.text_unless_empty("version", source.version);
            text.object_unless_empty("attributes", |text| attributes::write(&source.attributes, text));
            count(text, "dropped_attributes_count", source.dropped_attributes_count);
        });
        Origin { resource: self, scope, kept }
    }
}

impl<'a> Origin<'_, 'a> {
    pub(super) fn known(&self) -> &Known<'a> {
        &self.resource.known
    }

    /// Writes where an event comes from, and, as `invalid`, what of that and of the event itself does not fit.
    pub(super) fn write(&self, kept: [&[Kept<'_>]; 2], text: &mut Text<'_>) {
        text.written(&self.resource.members);
        text.written(&self.scope);
        let all = || self.resource.kept.iter().chain(&self.kept).chain(kept.into_iter().flatten());
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in all() {
            if !names.contains(name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return;
        }
        text.name("invalid").object(|text| {
            for name in names {
                let mut values = all().filter(|(other, _)| *other == name).map(|(_, value)| *value);
                match (values.next(), values.next()) {
                    (Some(first), Some(second)) => text.name(name).array(|text| {
                        [first, second].into_iter().chain(values).for_each(|value| text.json(value));
                    }),
                    (Some(only), _) => text.name(name).json(only),
                    (None, _) => {}
                }
            }
        });
    }
}
