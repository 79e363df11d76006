//! Resource and scope: what is said once and holds for many events.

use super::attributes::{self, Of, Sorted};
use super::record::count;
use crate::{
    mapping::known::Known,
    otlp::read::{Kept, KeyValue, source::Source},
};
use sluice_event::{Repeated, ValueWriter};

/// A resource, of which the members of events are written once.
pub(super) struct Resource<'a> {
    known: Known<'a>,
    attributes: Vec<KeyValue<'a>>,
    dropped_attributes_count: u32,
    written: Repeated,
    kept: Vec<Kept<'a>>,
}

/// Where events come from: a scope of a resource.
pub(super) struct Origin<'o, 'a> {
    resource: &'o Resource<'a>,
    scope: Source<'a>,
    written: Repeated,
    kept: Vec<Kept<'a>>,
}

impl<'a> Resource<'a> {
    pub(super) fn of(source: Source<'a>, kept: Vec<Kept<'a>>) -> Self {
        Self {
            known: Sorted::of(&source.attributes, Of::Other).known,
            attributes: source.attributes,
            dropped_attributes_count: source.dropped_attributes_count,
            written: Repeated::default(),
            kept,
        }
    }

    pub(super) fn scope(&self, scope: Source<'a>, kept: Vec<Kept<'a>>) -> Origin<'_, 'a> {
        Origin { resource: self, scope, written: Repeated::default(), kept }
    }

    /// Writes the member `resource`, and beside it how many attributes were dropped.
    fn write(&self, writer: &mut ValueWriter<'_, '_>) {
        writer.object_unless_empty("resource", |writer| {
            _ = Sorted::of(&self.attributes, Of::Other).write_others(&[], writer);
        });
        // Not among the resource's own attributes, which may have any name.
        count(writer, "resource_dropped_attributes_count", self.dropped_attributes_count);
    }
}

impl<'a> Origin<'_, 'a> {
    pub(super) fn known(&self) -> &Known<'a> {
        &self.resource.known
    }

    fn write_scope(&self, writer: &mut ValueWriter<'_, '_>) {
        let scope = &self.scope;
        writer.object_unless_empty("scope", |writer| {
            writer.text_unless_empty("name", scope.name);
            writer.text_unless_empty("version", scope.version);
            writer.object_unless_empty("attributes", |writer| attributes::write(&scope.attributes, writer));
            count(writer, "dropped_attributes_count", scope.dropped_attributes_count);
        });
    }

    /// Writes where an event comes from, and, as `invalid`, what of that and of the event itself does not fit.
    pub(super) fn write(&self, kept: [&[Kept<'_>]; 2], writer: &mut ValueWriter<'_, '_>) {
        writer.repeat(&self.resource.written, |writer| self.resource.write(writer));
        writer.repeat(&self.written, |writer| self.write_scope(writer));
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
        writer.literal("invalid").object(|writer| {
            for name in names {
                let mut values = all().filter(|(other, _)| *other == name).map(|(_, value)| *value);
                match (values.next(), values.next()) {
                    (Some(first), Some(second)) => writer.name(name).array(|writer| {
                        [first, second].into_iter().chain(values).for_each(|value| writer.json(value));
                    }),
                    (Some(only), _) => writer.name(name).json(only),
                    (None, _) => {}
                }
            }
        });
    }
}
