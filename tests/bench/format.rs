use crate::{payload::Payload, sdk};
use opentelemetry_proto::tonic::{
    collector::logs::v1::ExportLogsServiceRequest,
    common::v1::{AnyValue, InstrumentationScope, KeyValue, KeyValueList, any_value},
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs},
    resource::v1::Resource,
};
use prost::Message;
use serde_json::{Value, json};

/// How the same events are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    PlainJson,
    OtlpJson,
    OtlpProtobuf,
    Faro,
    /// Of an error.
    Sentry,
    /// Of what a page has asked for.
    Datadog,
}

/// What a client sends.
pub struct Request {
    pub path: &'static str,
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

/// 2026-11-22T10:00:00Z, the hour in which all events happen.
const HOUR: u64 = 1_795_341_600;

impl Format {
    pub fn request(self, payload: Payload) -> Request {
        let (path, content_type, body) = match self {
            Self::PlainJson => ("/v1/events", "application/json", payload.body().into_bytes()),
            Self::OtlpJson => {
                ("/v1/logs", "application/json", serde_json::to_vec(&otlp(&payload.events())).expect("it is JSON"))
            }
            Self::OtlpProtobuf => ("/v1/logs", "application/x-protobuf", otlp(&payload.events()).encode_to_vec()),
            Self::Sentry => ("/api/1/envelope/", "text/plain", sdk::sentry_envelope()),
            Self::Datadog => ("/api/v2/rum", "text/plain", sdk::datadog_lines(payload.count())),
            Self::Faro => ("/collect", "application/json", faro(&payload.events()).to_string().into_bytes()),
        };
        Request { path, content_type, body }
    }
}

fn otlp(events: &[Value]) -> ExportLogsServiceRequest {
    let app = &events[0]["app"];
    let attributes = vec![pair("service.name", &app["name"]), pair("service.version", &app["version"])];
    let logs = ScopeLogs {
        scope: Some(InstrumentationScope { name: "bench".to_owned(), ..InstrumentationScope::default() }),
        log_records: events.iter().map(record).collect(),
        schema_url: String::new(),
    };
    let resource = Some(Resource { attributes, ..Resource::default() });
    let logs = ResourceLogs { resource, scope_logs: vec![logs], schema_url: String::new() };
    ExportLogsServiceRequest { resource_logs: vec![logs] }
}

fn record(event: &Value) -> LogRecord {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut attributes = vec![
        pair("session.id", &event["session"]),
        pair("url.full", &event["page"]["url"]),
        pair("duration_ms", &event["values"]["duration_ms"]),
    ];
    attributes.extend(pairs(&event["attributes"]));
    LogRecord {
        time_unix_nano: nanoseconds(&text(&event["time"])),
        severity_number: match event["level"].as_str() {
            Some("debug") => 5,
            Some("warn") => 13,
            Some("error") => 17,
            _ => 9,
        },
        event_name: text(&event["name"]),
        body: Some(any(&event["message"])),
        attributes,
        ..LogRecord::default()
    }
}

/// Of `2026-11-22T10:mm:ss.fffZ`.
fn nanoseconds(time: &str) -> u64 {
    let number = |from: usize, to: usize| time[from..to].parse::<u64>().expect("digits");
    ((HOUR + number(14, 16) * 60 + number(17, 19)) * 1000 + number(20, 23)) * 1_000_000
}

fn pairs(object: &Value) -> Vec<KeyValue> {
    object.as_object().into_iter().flatten().map(|(key, value)| pair(key, value)).collect()
}

fn pair(key: &str, value: &Value) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(any(value)), ..KeyValue::default() }
}

fn any(value: &Value) -> AnyValue {
    let value = match value {
        Value::String(text) => any_value::Value::StringValue(text.clone()),
        Value::Bool(value) => any_value::Value::BoolValue(*value),
        Value::Object(_) => any_value::Value::KvlistValue(KeyValueList { values: pairs(value) }),
        number => match number.as_i64() {
            Some(integer) => any_value::Value::IntValue(integer),
            None => any_value::Value::DoubleValue(number.as_f64().unwrap_or_default()),
        },
    };
    AnyValue { value: Some(value) }
}

fn faro(events: &[Value]) -> Value {
    let logs: Vec<Value> = events
        .iter()
        .map(|event| {
            // Faro's contexts hold texts only.
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let mut context = json!({"name": event["name"], "duration_ms": text(&event["values"]["duration_ms"])});
            for (name, value) in event["attributes"].as_object().into_iter().flatten() {
                context[name] = text(value).into();
            }
            json!({"message": event["message"], "level": event["level"], "timestamp": event["time"], "context": context})
        })
        .collect();
    let meta = json!({
        "sdk": {"name": "@grafana/faro-core", "version": "2.12.1"},
        "app": events[0]["app"],
        "session": {"id": events[0]["session"]},
        "page": events[0]["page"],
    });
    json!({"meta": meta, "logs": logs})
}
