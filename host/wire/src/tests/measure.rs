//! What decoding costs. `cargo test --release -p sluice-wire measure -- --ignored --nocapture`

use super::*;
use opentelemetry_proto::tonic::{
    collector::logs::v1::ExportLogsServiceRequest,
    common::v1::{AnyValue, InstrumentationScope, KeyValue, any_value},
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs},
    resource::v1::Resource,
};
use prost::Message;
use std::{hint::black_box, time::Instant};

fn text(text: &str) -> AnyValue {
    AnyValue { value: Some(any_value::Value::StringValue(text.to_owned())) }
}

fn pair(key: &str, value: AnyValue) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(value), ..KeyValue::default() }
}

/// A record with so many bytes of text in its body, as an agent's desktop sends it.
fn record(number: usize, text_bytes: usize) -> LogRecord {
    let duration = AnyValue { value: Some(any_value::Value::IntValue(number as i64 * 7)) };
    LogRecord {
        time_unix_nano: 1_795_341_600_000_000_000 + number as u64 * 1_000_000,
        severity_number: 9,
        severity_text: "INFO".to_owned(),
        body: Some(text(&"a customer called about an order. ".repeat(text_bytes / 34 + 1)[..text_bytes])),
        attributes: vec![
            pair("session.id", text("5f0c954e-8b52-4a8e-9dd5-8d6a3c8e6a11")),
            pair("url.full", text("https://desktop.example/interactions/4711")),
            pair("component", text("interaction-panel")),
            pair("duration_ms", duration),
        ],
        trace_id: (0..16).collect(),
        span_id: (1..9).collect(),
        ..LogRecord::default()
    }
}

fn request(records: usize, text_bytes: usize) -> ExportLogsServiceRequest {
    let attributes =
        vec![pair("service.name", text("agent-desktop")), pair("telemetry.sdk.name", text("opentelemetry"))];
    let scope = InstrumentationScope { name: "measure".to_owned(), ..InstrumentationScope::default() };
    let log_records = (0..records).map(|number| record(number, text_bytes)).collect();
    let logs = ScopeLogs { scope: Some(scope), log_records, schema_url: String::new() };
    let resource = Some(Resource { attributes, ..Resource::default() });
    ExportLogsServiceRequest {
        resource_logs: vec![ResourceLogs { resource, scope_logs: vec![logs], schema_url: String::new() }],
    }
}

#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "it is what this is for")]
fn log_records() {
    const ROUNDS: usize = 7;
    for (records, text_bytes) in [(20, 60), (512, 300)] {
        let request = request(records, text_bytes);
        for (encoding, body) in
            [(Encoding::Protobuf, request.encode_to_vec()), (Encoding::Json, serde_json::to_vec(&request).unwrap())]
        {
            let times = 200_000 / records;
            let round = || {
                let start = Instant::now();
                for _ in 0..times / ROUNDS {
                    black_box(
                        decode(Signal::Logs, encoding, black_box(body.clone()).into(), &DecodeLimits::default())
                            .unwrap(),
                    );
                }
                start.elapsed().as_secs_f64() * 1e6 / (times / ROUNDS) as f64
            };
            let best = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
            println!("{records} records of {text_bytes} bytes, {encoding:?}, {} bytes: {best:.1} µs", body.len());
        }
    }
}

/// `SLUICE_BODY=FILE SLUICE_ROUTE=/v1/events cargo test --release -p sluice-wire measure::body -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "it is what this is for")]
fn body() {
    const ROUNDS: usize = 200;
    let said = |name| std::env::var(name).expect("it names what to measure");
    let body = Bytes::from(std::fs::read(said("SLUICE_BODY")).expect("it is there"));
    let route = crate::Route::of(&said("SLUICE_ROUTE")).expect("a route");
    let (limits, form) = (DecodeLimits::default(), crate::body::content_type::Form::Json);
    let round = || {
        let start = Instant::now();
        for _ in 0..20 {
            let copy = Bytes::from(body.to_vec());
            black_box(crate::decode(route, form, copy, &limits, &[], &crate::Received::NOTHING).unwrap());
        }
        start.elapsed().as_secs_f64() * 1e6 / 20.0
    };
    let best = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
    println!("{} bytes to {}: {best:.1} µs", body.len(), route.label());
}
