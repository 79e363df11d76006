//! `Resource` and `InstrumentationScope`.

use super::{KeyValue, Message, Read, Reader, fields};

/// Resource or scope: where events come from.
#[derive(Default)]
pub(in crate::otlp) struct Source<'a> {
    pub(in crate::otlp) name: &'a str,
    pub(in crate::otlp) version: &'a str,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
}

fields! {
    ResourceField {
        Attributes = 1, "attributes";
        DroppedAttributesCount = 2, "droppedAttributesCount";
    }
}

fields! {
    ScopeField {
        Name = 1, "name";
        Version = 2, "version";
        Attributes = 3, "attributes";
        DroppedAttributesCount = 4, "droppedAttributesCount";
    }
}

impl<'a> Source<'a> {
    pub(in crate::otlp) fn read_resource(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut resource = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                ResourceField::Attributes => reader.attributes(field, value, &mut resource.attributes)?,
                ResourceField::DroppedAttributesCount => resource.dropped_attributes_count = value.weightless()?,
            }
            Ok(())
        })?;
        Ok(resource)
    }

    pub(in crate::otlp) fn read_scope(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut scope = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                ScopeField::Name => scope.name = reader.text(value)?,
                ScopeField::Version => scope.version = reader.text(value)?,
                ScopeField::Attributes => reader.attributes(field, value, &mut scope.attributes)?,
                ScopeField::DroppedAttributesCount => scope.dropped_attributes_count = value.weightless()?,
            }
            Ok(())
        })?;
        Ok(scope)
    }
}
