//! `ExportTraceServiceRequest`.

use super::{
    common::{attributes, resource, scope},
    values::{Read, fields, hexadecimal, integer, list, one_of, text},
};
use opentelemetry_proto::tonic::trace::v1::{
    ResourceSpans, ScopeSpans, Span, Status,
    span::{Event, Link, SpanKind},
    status::StatusCode,
};
use sluice_event::Json;

/// Its `resourceSpans`.
pub(in crate::otlp) fn spans(json: Json<'_>) -> Read<Vec<ResourceSpans>> {
    let mut all = Vec::new();
    fields(json, "the body", |name, value| {
        if name == "resourceSpans" {
            all = list(value, "resourceSpans", of_resource)?;
        }
        Ok(())
    })?;
    Ok(all)
}

fn of_resource(json: Json<'_>) -> Read<ResourceSpans> {
    let mut spans = ResourceSpans::default();
    fields(json, "resourceSpans", |name, value| {
        match name {
            "resource" => spans.resource = resource(value)?,
            "scopeSpans" => spans.scope_spans = list(value, "scopeSpans", of_scope)?,
            "schemaUrl" => spans.schema_url = text(value, "schemaUrl")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(spans)
}

fn of_scope(json: Json<'_>) -> Read<ScopeSpans> {
    let mut spans = ScopeSpans::default();
    fields(json, "scopeSpans", |name, value| {
        match name {
            "scope" => spans.scope = scope(value)?,
            "spans" => spans.spans = list(value, "spans", span)?,
            "schemaUrl" => spans.schema_url = text(value, "schemaUrl")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(spans)
}

fn span(json: Json<'_>) -> Read<Span> {
    let mut span = Span::default();
    let kind = |name: &str| SpanKind::from_str_name(name).map(|number| number as i32);
    fields(json, "spans", |name, value| {
        match name {
            "traceId" => span.trace_id = hexadecimal(value, "traceId")?,
            "spanId" => span.span_id = hexadecimal(value, "spanId")?,
            "parentSpanId" => span.parent_span_id = hexadecimal(value, "parentSpanId")?,
            "traceState" => span.trace_state = text(value, "traceState")?,
            "flags" => span.flags = integer(value, "flags")?,
            "name" => span.name = text(value, "name")?,
            "kind" => span.kind = one_of(value, "kind", kind)?,
            "startTimeUnixNano" => span.start_time_unix_nano = integer(value, "startTimeUnixNano")?,
            "endTimeUnixNano" => span.end_time_unix_nano = integer(value, "endTimeUnixNano")?,
            "attributes" => span.attributes = attributes(value)?,
            "droppedAttributesCount" => span.dropped_attributes_count = integer(value, "droppedAttributesCount")?,
            "events" => span.events = list(value, "events", event)?,
            "droppedEventsCount" => span.dropped_events_count = integer(value, "droppedEventsCount")?,
            "links" => span.links = list(value, "links", link)?,
            "droppedLinksCount" => span.dropped_links_count = integer(value, "droppedLinksCount")?,
            "status" => span.status = Some(status(value)?),
            _ => {}
        }
        Ok(())
    })?;
    Ok(span)
}

fn event(json: Json<'_>) -> Read<Event> {
    let mut event = Event::default();
    fields(json, "events", |name, value| {
        match name {
            "timeUnixNano" => event.time_unix_nano = integer(value, "timeUnixNano")?,
            "name" => event.name = text(value, "name")?,
            "attributes" => event.attributes = attributes(value)?,
            "droppedAttributesCount" => event.dropped_attributes_count = integer(value, "droppedAttributesCount")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(event)
}

fn link(json: Json<'_>) -> Read<Link> {
    let mut link = Link::default();
    fields(json, "links", |name, value| {
        match name {
            "traceId" => link.trace_id = hexadecimal(value, "traceId")?,
            "spanId" => link.span_id = hexadecimal(value, "spanId")?,
            "traceState" => link.trace_state = text(value, "traceState")?,
            "attributes" => link.attributes = attributes(value)?,
            "droppedAttributesCount" => link.dropped_attributes_count = integer(value, "droppedAttributesCount")?,
            "flags" => link.flags = integer(value, "flags")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(link)
}

fn status(json: Json<'_>) -> Read<Status> {
    let mut status = Status::default();
    let code = |name: &str| StatusCode::from_str_name(name).map(|number| number as i32);
    fields(json, "status", |name, value| {
        match name {
            "code" => status.code = one_of(value, "code", code)?,
            "message" => status.message = text(value, "message")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(status)
}
