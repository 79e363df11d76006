//! OTLP over HTTP, as SDKs send it: <https://opentelemetry.io/docs/specs/otlp/#otlphttp>

use crate::{plain, service};
use opentelemetry_proto::tonic::{
    collector::{
        logs::v1::{ExportLogsServiceRequest, ExportLogsServiceResponse},
        metrics::v1::{ExportMetricsServiceRequest, ExportMetricsServiceResponse},
        trace::v1::{ExportTraceServiceRequest, ExportTraceServiceResponse},
    },
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs},
};
use prost::Message;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sluice_identity::stand_in::AGENT_1;
use sluice_tests::{Ask, Filter, Genesys, Line, PERSONAL, Reply, Service, Setup, personal_in};

/// The examples that are published with the protocol's definition (Apache-2.0):
/// <https://github.com/open-telemetry/opentelemetry-proto/tree/main/examples>
const LOGS: &str = include_str!("otlp/examples/logs.json");
const EVENTS: &str = include_str!("otlp/examples/events.json");
const TRACE: &str = include_str!("otlp/examples/trace.json");
const METRICS: &str = include_str!("otlp/examples/metrics.json");

/// <https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto>
#[derive(Clone, PartialEq, Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

fn ask<'a>(service: &'a Service, signal: &str) -> Ask<'a> {
    service.ask().path(&format!("/v1/{signal}"))
}

fn protobuf<'a>(service: &'a Service, signal: &str, message: &impl Message) -> Ask<'a> {
    ask(service, signal).header("content-type", "application/x-protobuf").body(message.encode_to_vec())
}

fn is_written(reply: &Reply, content_type: &str, body: &str) {
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("content-type"), content_type);
    assert_eq!(reply.text(), body);
}

/// The lines of one of the examples.
fn lines(signal: &str, example: &str, count: usize) -> Vec<Line> {
    let (_genesys, service) = plain();
    is_written(&ask(&service, signal).body(example.to_owned()).send(), "application/json", "{}");
    service.output.lines(count)
}

fn scope() -> Value {
    json!({"name": "my.library", "version": "1.0.0", "attributes": {"my.scope.attribute": "some scope attribute"}})
}

#[test]
fn the_published_example_of_logs_is_taken() {
    let line = &lines("logs", LOGS, 1)[0];
    assert_eq!(line.at("/timestamp"), "2018-12-13T14:51:00.300000000Z");
    assert_eq!((line.at("/kind"), line.at("/level")), (&json!("log"), &json!("info")));
    assert_eq!(line.at("/message"), "Example log record");
    assert_eq!(line.at("/app"), &json!({"name": "my.service"}));
    let trace = json!({"trace_id": "5b8efff798038103d269b633813fc60c", "span_id": "eee19b7ec3c1b174"});
    assert_eq!(line.at("/trace"), &trace);
    let attributes = json!({
        "string.attribute": "some string",
        "boolean.attribute": true,
        "int.attribute": 10,
        "double.attribute": 637.704,
        "array.attribute": ["many", "values"],
        "map.attribute": {"some.map.key": "some value"},
        "otel": {
            "scope": scope(), "severity_number": 10, "severity_text": "Information",
            "observed_time": "2018-12-13T14:51:00.300000000Z",
        },
    });
    assert_eq!(line.at("/attributes"), &attributes);
}

#[test]
fn the_published_example_of_events_is_taken() {
    let line = &lines("logs", EVENTS, 1)[0];
    assert_eq!((line.at("/kind"), line.at("/name")), (&json!("event"), &json!("browser.page_view")));
    let body = json!({
        "type": 0,
        "url": "https://www.guidgenerator.com/online-guid-generator.aspx",
        "referrer": "https://wwww.google.com",
        "title": "Free Online GUID Generator",
    });
    assert_eq!(line.at("/attributes/body"), &body);
}

#[test]
fn the_published_example_of_traces_is_taken() {
    let line = &lines("traces", TRACE, 1)[0];
    assert_eq!((line.at("/kind"), line.at("/name")), (&json!("span"), &json!("I'm a server span")));
    assert_eq!(line.at("/timestamp"), "2018-12-13T14:51:00.000000000Z");
    assert_eq!(line.at("/values"), &json!({"duration_ms": 1000.0}));
    assert_eq!(line.at("/trace/parent_span_id"), "eee19b7ec3c1b173");
    assert_eq!(line.at("/attributes/otel/span_kind"), "server");
    assert_eq!(line.at("/attributes/otel/end_time"), "2018-12-13T14:51:01.000000000Z");
    assert_eq!(line.at("/attributes/my.span.attr"), "some value");
}

#[test]
fn the_published_example_of_metrics_is_taken() {
    let lines = lines("metrics", METRICS, 4);
    let names = ["my.counter", "my.gauge", "my.histogram", "my.exponential.histogram"];
    for (line, name) in lines.iter().zip(names) {
        assert_eq!((line.at("/kind"), line.at("/name")), (&json!("measurement"), &json!(name)));
        assert_eq!(line.at("/timestamp"), "2018-12-13T14:51:00.300000000Z");
        assert_eq!(line.at("/attributes")[format!("{name}.attr")], "some value");
        assert_eq!(line.at("/attributes/otel/metric/unit"), "1");
    }
    assert_eq!(lines[0].at("/values"), &json!({"value": 5.0}));
    assert_eq!(lines[0].at("/attributes/otel/metric/temporality"), "delta");
    assert_eq!(lines[0].at("/attributes/otel/metric/monotonic"), true);
    let statistics = json!({"count": 2, "sum": 2.0, "min": 0.0, "max": 2.0});
    assert_eq!(lines[2].at("/values"), &statistics);
    assert_eq!(lines[2].at("/attributes/otel/metric/explicit_bounds"), &json!([1.0]));
    assert_eq!(lines[3].at("/attributes/otel/metric/positive"), &json!({"offset": 1, "bucket_counts": [0, 2]}));
}

/// Sends an example in protobuf and in JSON; the lines are the same, but for what names the request.
fn same_in_both<M: Message + Serialize + DeserializeOwned>(signal: &str, example: &str, count: usize) {
    let (_genesys, service) = service();
    let message: M = serde_json::from_str(example).expect("opentelemetry-proto reads the example");
    is_written(&protobuf(&service, signal, &message).send(), "application/x-protobuf", "");
    is_written(
        &ask(&service, signal).body(serde_json::to_vec(&message).expect("JSON")).send(),
        "application/json",
        "{}",
    );
    let content = |line: &Line| {
        let mut line = line.json.as_object().expect("an object").clone();
        ["received_at", "request_id", "event_id"].iter().for_each(|name| drop(line.remove(*name)));
        line
    };
    let lines = service.output.lines(2 * count);
    let (of_protobuf, of_json) = lines.split_at(count);
    assert!(of_protobuf.iter().map(content).eq(of_json.iter().map(content)));
}

#[test]
fn protobuf_and_json_of_one_message_give_the_same_lines() {
    same_in_both::<ExportLogsServiceRequest>("logs", LOGS, 1);
    same_in_both::<ExportTraceServiceRequest>("traces", TRACE, 1);
    same_in_both::<ExportMetricsServiceRequest>("metrics", METRICS, 4);
}

/// One record for each personal text: as the message, in an attribute, and deep in a list and in an array.
fn personal() -> Value {
    let text = |text: &str| json!({"stringValue": text});
    let records: Vec<_> = PERSONAL
        .iter()
        .map(|personal| {
            let list = json!({"kvlistValue": {"values": [{"key": "inner", "value": text(personal)}]}});
            json!({"timeUnixNano": "1544712660300000000", "body": text(&format!("of {personal}!")), "attributes": [
                {"key": "contact", "value": text(personal)},
                {"key": "deep", "value": {"arrayValue": {"values": [text("a"), list]}}},
                {"key": "exception.stacktrace", "value": text(&format!("at f (https://a.example/?u={personal})"))},
            ]})
        })
        .collect();
    let resource = json!({"attributes": [{"key": "owner", "value": text(PERSONAL[0])}]});
    let scope = json!({"name": "a", "attributes": [{"key": "by", "value": text(PERSONAL[1])}]});
    json!({"resourceLogs": [{"resource": resource, "scopeLogs": [{"scope": scope, "logRecords": records}]}]})
}

#[test]
fn personal_data_is_redacted_wherever_it_is() {
    let (_genesys, service) = service();
    let json = personal().to_string();
    let message: ExportLogsServiceRequest = serde_json::from_str(&json).expect("opentelemetry-proto reads it");
    is_written(&ask(&service, "logs").body(json).send(), "application/json", "{}");
    is_written(&protobuf(&service, "logs", &message).send(), "application/x-protobuf", "");
    for line in service.output.lines(2 * PERSONAL.len()) {
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
        assert!(line.at("/redactions").as_array().is_some_and(|redactions| !redactions.is_empty()));
    }
}

#[test]
fn the_name_of_a_metric_is_redacted_as_any_text() {
    let (_genesys, service) = service();
    let gauge = json!({"dataPoints": [{"asInt": 7}]});
    let metrics: Vec<_> =
        PERSONAL.iter().map(|personal| json!({"name": format!("of {personal}"), "gauge": gauge})).collect();
    let body = json!({"resourceMetrics": [{"scopeMetrics": [{"metrics": metrics}]}]});
    is_written(&ask(&service, "metrics").json(&body).send(), "application/json", "{}");
    for line in service.output.lines(PERSONAL.len()) {
        assert_eq!((personal_in(&line.text), line.at("/values")), (None, &json!({"value": 7})), "{}", line.text);
    }
}

#[test]
fn refusals_are_a_status_in_the_encoding_of_the_request() {
    let (genesys, service) = plain();
    let refused = |ask: Ask<'_>, status: u16, code: i32| {
        let reply = ask.clone().send();
        assert_eq!((reply.status, reply.header("content-type")), (status, "application/json"), "{}", reply.text());
        assert_eq!(reply.json()["code"], code);
        assert!(reply.json()["message"].as_str().is_some_and(|message| !message.is_empty()));
        let reply = ask.header("content-type", "application/x-protobuf").send();
        assert_eq!((reply.status, reply.header("content-type")), (status, "application/x-protobuf"));
        let said = Status::decode(reply.body.clone()).expect("a status");
        assert!(said.code == code && !said.message.is_empty(), "{said:?}");
        assert!(!reply.header("x-request-id").is_empty());
    };
    refused(ask(&service, "logs").without("authorization"), 401, 16);
    refused(ask(&service, "logs").token("of two words"), 401, 16);
    refused(ask(&service, "logs").method("GET"), 405, 12);
    refused(ask(&service, "traces").body("no message"), 400, 3);
    refused(ask(&service, "metrics").header("content-encoding", "gzip").body("no gzip"), 400, 3);
    refused(ask(&service, "logs").body(vec![b' '; (4 << 20) + 1]), 413, 8);
    let other = ask(&service, "logs").header("content-type", "application/x-ndjson").body("{}").send();
    assert_eq!((other.status, other.json()["code"].as_i64()), (415, Some(3)));
    assert_eq!(other.header("accept"), "application/json, application/x-protobuf, text/plain");
    service.ask().header("content-type", "application/x-protobuf").send().refuses(415, "unsupported_type");
    genesys.kill();
    let later = ask(&service, "logs").token("of-nobody-yet").body("{}").send();
    assert_eq!((later.status, later.json()["code"].as_i64()), (503, Some(14)));
    assert!(["2", "3"].contains(&later.header("retry-after")), "{:?}", later.headers);
}

fn one_record() -> ExportLogsServiceRequest {
    let logs = ScopeLogs { log_records: vec![LogRecord::default(); 2], ..ScopeLogs::default() };
    ExportLogsServiceRequest { resource_logs: vec![ResourceLogs { scope_logs: vec![logs], ..ResourceLogs::default() }] }
}

#[test]
fn what_was_withheld_is_a_partial_success() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([Filter::hostile("trap")]).start();
    let reply = ask(&service, "logs").json(&serde_json::to_value(one_record()).expect("JSON")).send();
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()["partialSuccess"]["rejectedLogRecords"], "2");
    assert!(reply.json()["partialSuccess"]["errorMessage"].is_string());
    let reply = protobuf(&service, "logs", &one_record()).send();
    let partial = ExportLogsServiceResponse::decode(reply.body).expect("a response").partial_success;
    assert_eq!(partial.map(|partial| partial.rejected_log_records), Some(2));
    let spans: ExportTraceServiceRequest = serde_json::from_str(TRACE).expect("the example");
    let reply = protobuf(&service, "traces", &spans).send();
    let partial = ExportTraceServiceResponse::decode(reply.body).expect("a response").partial_success;
    assert_eq!(partial.map(|partial| partial.rejected_spans), Some(1));
    let metrics: ExportMetricsServiceRequest = serde_json::from_str(METRICS).expect("the example");
    let reply = protobuf(&service, "metrics", &metrics).send();
    let partial = ExportMetricsServiceResponse::decode(reply.body).expect("a response").partial_success;
    assert_eq!(partial.map(|partial| partial.rejected_data_points), Some(4));
    assert!(service.output.lines(9).iter().all(|line| line.json.get("withheld").is_some()));
}

#[test]
fn a_beacon_has_its_token_in_the_query() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.token_in_query", true).start();
    let beacon = ask(&service, &format!("logs?access_token={}", AGENT_1.token)).without("authorization");
    let reply = beacon.header("content-type", "text/plain;charset=UTF-8").body(LOGS.to_owned()).send();
    is_written(&reply, "application/json", "{}");
    let line = &service.output.lines(1)[0];
    assert_eq!(line.at("/message"), "Example log record");
    assert!(!line.text.contains(AGENT_1.token));
}

#[test]
fn a_compressed_message_is_taken() {
    let (_genesys, service) = plain();
    let body = zstd::encode_all(&*one_record().encode_to_vec(), 3).expect("memory takes it");
    let ask = ask(&service, "logs").header("content-type", "application/x-protobuf").header("content-encoding", "zstd");
    is_written(&ask.header("idempotency-key", "k-1").body(body).send(), "application/x-protobuf", "");
    assert!(service.output.lines(2).iter().all(|line| line.at("/idempotency_key") == "k-1"));
    let scrape = service.scrape();
    assert_eq!(scrape.get("telemetry_http_requests_total", &[("route", "otlp_logs"), ("status", "200")]), Some(1.0));
}
