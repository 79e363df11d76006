//! Resource and scope: what is said once and holds for many events.

use super::{
    attributes::{self, Of},
    read::source::Source,
    record::count,
};
use crate::{event_text::Text, known::Known};
use sluice_event::Json;

/// Where events come from.
pub(super) struct Origin<'a> {
    pub(super) known: Known<'a>,
    /// The members `resource` and `scope` as JSON, written once.
    members: Vec<u8>,
    /// Members that do not fit their fields, by the name of the field.
    kept: Vec<(&'static str, Json<'a>)>,
}

impl<'a> Origin<'a> {
    pub(super) fn of(resource: &Source<'a>, kept: Vec<(&'static str, Json<'a>)>) -> Self {
        let mut members = Vec::new();
        let mut text = Text(&mut members);
        text.object_unless_empty("resource", |text| {
            _ = attributes::write_others(&resource.attributes, Of::Other, &[], text);
        });
        // Not among the resource's own attributes, which may have any name.
        count(&mut text, "resource_dropped_attributes_count", resource.dropped_attributes_count);
        Self { known: attributes::known(&resource.attributes, Of::Other), members, kept }
    }

    /// The same resource, and a scope.
    pub(super) fn with(&self, scope: &Source<'a>, kept: Vec<(&'static str, Json<'a>)>) -> Self {
        let mut members = self.members.clone();
        Text(&mut members).object_unless_empty("scope", |text| {
            text.text_unless_empty("name", scope.name);
            text.text_unless_empty("version", scope.version);
            text.object_unless_empty("attributes", |text| attributes::write(&scope.attributes, text));
            count(text, "dropped_attributes_count", scope.dropped_attributes_count);
        });
        Self { known: self.known, members, kept: [&self.kept[..], &kept].concat() }
    }

    /// The same resource and scope, and what else does not fit.
    pub(super) fn keeping(&self, kept: &[(&'static str, Json<'a>)]) -> Self {
        Self { known: self.known, members: self.members.clone(), kept: [&self.kept[..], kept].concat() }
    }

    /// Writes where an event comes from, and, as `invalid`, what of it and of the event itself does not fit.
    pub(super) fn write(&self, kept: &[(&'static str, Json<'a>)], text: &mut Text<'_>) {
        text.written(&self.members);
        if self.kept.is_empty() && kept.is_empty() {
            return;
        }
        let all = || self.kept.iter().chain(kept);
        text.name("invalid").object(|text| {
            for (place, (name, _)) in all().enumerate() {
                let mut same = all().enumerate().filter(|(_, (other, _))| other == name).peekable();
                if same.peek().is_some_and(|(first, _)| *first != place) {
                    continue;
                }
                let values: Vec<Json<'_>> = same.map(|(_, (_, value))| *value).collect();
                match &values[..] {
                    [value] => text.name(name).json(*value),
                    _ => text.name(name).array(|text| values.iter().for_each(|value| text.json(*value))),
                }
            }
        });
    }
}
