//! `ExportLogsServiceRequest`.

use super::{
    common::{any_value, attributes, resource, scope},
    values::{Read, fields, hexadecimal, integer, list, one_of, text},
};
use opentelemetry_proto::tonic::logs::v1::{LogRecord, ResourceLogs, ScopeLogs, SeverityNumber};
use sluice_event::Json;

/// Its `resourceLogs`.
pub(in crate::otlp) fn logs(json: Json<'_>) -> Read<Vec<ResourceLogs>> {
    let mut all = Vec::new();
    fields(json, "the body", |name, value| {
        if name == "resourceLogs" {
            all = list(value, "resourceLogs", of_resource)?;
        }
        Ok(())
    })?;
    Ok(all)
}

fn of_resource(json: Json<'_>) -> Read<ResourceLogs> {
    let mut logs = ResourceLogs::default();
    fields(json, "resourceLogs", |name, value| {
        match name {
            "resource" => logs.resource = resource(value)?,
            "scopeLogs" => logs.scope_logs = list(value, "scopeLogs", of_scope)?,
            "schemaUrl" => logs.schema_url = text(value, "schemaUrl")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(logs)
}

fn of_scope(json: Json<'_>) -> Read<ScopeLogs> {
    let mut logs = ScopeLogs::default();
    fields(json, "scopeLogs", |name, value| {
        match name {
            "scope" => logs.scope = scope(value)?,
            "logRecords" => logs.log_records = list(value, "logRecords", record)?,
            "schemaUrl" => logs.schema_url = text(value, "schemaUrl")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(logs)
}

fn record(json: Json<'_>) -> Read<LogRecord> {
    let mut record = LogRecord::default();
    let severity = |name: &str| SeverityNumber::from_str_name(name).map(|number| number as i32);
    fields(json, "logRecords", |name, value| {
        match name {
            "timeUnixNano" => record.time_unix_nano = integer(value, "timeUnixNano")?,
            "observedTimeUnixNano" => record.observed_time_unix_nano = integer(value, "observedTimeUnixNano")?,
            "severityNumber" => record.severity_number = one_of(value, "severityNumber", severity)?,
            "severityText" => record.severity_text = text(value, "severityText")?,
            "body" => record.body = Some(any_value(value)?),
            "attributes" => record.attributes = attributes(value)?,
            "droppedAttributesCount" => record.dropped_attributes_count = integer(value, "droppedAttributesCount")?,
            "flags" => record.flags = integer(value, "flags")?,
            "traceId" => record.trace_id = hexadecimal(value, "traceId")?,
            "spanId" => record.span_id = hexadecimal(value, "spanId")?,
            "eventName" => record.event_name = text(value, "eventName")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(record)
}
