//! From a request to its records: resources, the scopes of each, and the records of each scope.

use super::origin::{Origin, Resource};
use crate::otlp::{
    read::{Message, Read, Reader, Unfit, Value, fields, next_field, source::Source},
    signal::Signal,
};
use sluice_event::{DecodeError, Json, Unrecognised};

/// Whatever is wrong with the fields of the request itself: clients think in messages.
const NO_REQUEST: DecodeError = DecodeError::Misfit { name: "the body", wanted: "the protobuf message of this path" };

/// A record in its place.
pub(super) struct Place<'o, 'a> {
    pub(super) message: Message<'a>,
    pub(super) origin: &'o Origin<'o, 'a>,
}

fields! {
    /// Of `ResourceLogs`, `ResourceSpans` and `ResourceMetrics`.
    ResourceField {
        Resource = 1, "resource";
        // Before version 0.16 of the protocol, a scope was an instrumentation library, and later had this number for a while:
        // https://github.com/open-telemetry/opentelemetry-proto/blob/main/CHANGELOG.md
        Scopes = 2 | 1000, "scopeLogs" | "scopeSpans" | "scopeMetrics" | "instrumentationLibraryLogs"
            | "instrumentationLibrarySpans" | "instrumentationLibraryMetrics";
        SchemaUrl = 3, "schemaUrl";
    }
}

fields! {
    /// Of `ScopeLogs`, `ScopeSpans` and `ScopeMetrics`.
    ScopeField {
        Scope = 1, "scope" | "instrumentationLibrary";
        Records = 2, "logRecords" | "logs" | "spans" | "metrics";
        SchemaUrl = 3, "schemaUrl";
    }
}

/// The field of a request that has the resources.
const RESOURCES: u32 = 1;

/// Walks over a request and gives `take` every record. One that it cannot read is refused by itself.
///
/// # Errors
/// Where the body is no such message, or goes past a limit.
pub(super) fn walk<'a, F>(
    signal: Signal,
    request: Message<'a>,
    reader: &mut Reader<'a>,
    mut take: F,
) -> Result<(), DecodeError>
where
    F: FnMut(&mut Reader<'a>, Place<'_, 'a>) -> Read<'a, ()>,
{
    let walked = match request {
        Message::Json(json) => walk_json(signal, json, reader, &mut take),
        Message::Protobuf(rest) => walk_protobuf(signal, rest, reader, &mut take),
    };
    walked.map_err(|unfit| match unfit {
        Unfit::Body(error) => error,
        Unfit::Kept(_) | Unfit::Record(_) => NO_REQUEST,
    })?;
    if reader.has_unknown {
        reader.report.unrecognised.get_or_insert(Unrecognised::Members { wanted: signal.resources() });
    }
    Ok(())
}

fn walk_json<'a, F>(signal: Signal, json: Json<'a>, reader: &mut Reader<'a>, take: &mut F) -> Read<'a, ()>
where
    F: FnMut(&mut Reader<'a>, Place<'_, 'a>) -> Read<'a, ()>,
{
    const BODY: DecodeError = DecodeError::Misfit { name: "the body", wanted: "an object" };
    let wanted = signal.resources();
    for (name, value) in json.members().ok_or(Unfit::Body(BODY))?.filter(|(_, value)| !value.is_null()) {
        match Signal::of_resources(name) {
            Some(found) if found == signal => {
                if value.elements().is_none() {
                    return Err(Unfit::Body(DecodeError::Misfit { name: wanted, wanted: "an array" }));
                }
                reader
                    .records(wanted, Value::Json(value), |reader, message| resource(signal, message, reader, take))?;
            }
            Some(other) => {
                let (found, path) = (other.resources(), other.path());
                reader.report.unrecognised = Some(Unrecognised::OtherPath { wanted, found, path });
            }
            None => reader.has_unknown = true,
        }
    }
    Ok(())
}

fn walk_protobuf<'a, F>(signal: Signal, mut rest: &'a [u8], reader: &mut Reader<'a>, take: &mut F) -> Read<'a, ()>
where
    F: FnMut(&mut Reader<'a>, Place<'_, 'a>) -> Read<'a, ()>,
{
    while let Some((number, value)) = next_field(&mut rest)? {
        match (number, value) {
            (RESOURCES, Value::Bytes(_)) => {
                reader.records(signal.resources(), value, |reader, message| resource(signal, message, reader, take))?;
            }
            (RESOURCES, _) => return Err(Unfit::Body(NO_REQUEST)),
            _ => reader.has_unknown = true,
        }
    }
    Ok(())
}

fn resource<'a, F>(signal: Signal, message: Message<'a>, reader: &mut Reader<'a>, take: &mut F) -> Read<'a, ()>
where
    F: FnMut(&mut Reader<'a>, Place<'_, 'a>) -> Read<'a, ()>,
{
    let (mut resource, mut lists) = (Source::default(), Vec::new());
    reader.kept.clear();
    reader.fields(message, |reader, field, value| {
        match field {
            ResourceField::Resource => resource = reader.part(value.message()?, Source::read_resource)?,
            ResourceField::Scopes => lists.push(value),
            ResourceField::SchemaUrl => {}
        }
        Ok(())
    })?;
    let resource = Resource::of(resource, std::mem::take(&mut reader.kept));
    for list in lists {
        reader.records(signal.scopes(), list, |reader, message| scope(signal, message, &resource, reader, take))?;
    }
    Ok(())
}

fn scope<'a, F>(
    signal: Signal,
    message: Message<'a>,
    resource: &Resource<'a>,
    reader: &mut Reader<'a>,
    take: &mut F,
) -> Read<'a, ()>
where
    F: FnMut(&mut Reader<'a>, Place<'_, 'a>) -> Read<'a, ()>,
{
    let (mut scope, mut lists) = (Source::default(), Vec::new());
    reader.kept.clear();
    reader.fields(message, |reader, field, value| {
        match field {
            ScopeField::Scope => scope = reader.part(value.message()?, Source::read_scope)?,
            ScopeField::Records => lists.push(value),
            ScopeField::SchemaUrl => {}
        }
        Ok(())
    })?;
    let origin = resource.scope(scope, std::mem::take(&mut reader.kept));
    for list in lists {
        reader.records(signal.records(), list, |reader, message| {
            reader.kept.clear();
            take(reader, Place { message, origin: &origin })
        })?;
    }
    Ok(())
}
