//! Resource and scope: what is said once and holds for many events.

use super::{
    attributes::{self, Of},
    record::count,
};
use crate::{event_text::Text, known::Known};
use opentelemetry_proto::tonic::{common::v1::InstrumentationScope, resource::v1::Resource};

/// Where events come from.
pub(super) struct Origin<'a> {
    pub(super) known: Known<'a>,
    /// The members `resource` and `scope` as JSON, written once.
    members: Vec<u8>,
}

impl<'a> Origin<'a> {
    pub(super) fn of(resource: Option<&'a Resource>) -> Self {
        let own = resource.map_or(&[][..], |resource| &resource.attributes);
        let mut members = Vec::new();
        let mut text = Text(&mut members);
        text.object_unless_empty("resource", |text| _ = attributes::write_others(own, Of::Other, &[], text));
        // Not among the resource's own attributes, which may have any name.
        let dropped = resource.map_or(0, |resource| resource.dropped_attributes_count);
        count(&mut text, "resource_dropped_attributes_count", dropped);
        Self { known: attributes::known(own, Of::Other), members }
    }

    /// The same resource, and a scope.
    pub(super) fn with(&self, scope: Option<&InstrumentationScope>) -> Self {
        let mut members = self.members.clone();
        if let Some(scope) = scope {
            Text(&mut members).object_unless_empty("scope", |text| {
                text.text_unless_empty("name", &scope.name);
                text.text_unless_empty("version", &scope.version);
                text.object_unless_empty("attributes", |text| attributes::write(&scope.attributes, text));
                count(text, "dropped_attributes_count", scope.dropped_attributes_count);
            });
        }
        Self { known: self.known, members }
    }

    pub(super) fn write(&self, text: &mut Text<'_>) {
        text.written(&self.members);
    }
}
