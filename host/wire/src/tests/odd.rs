//! Odd things: each is kept or refused by itself, and what stands beside it is read.

use super::*;
use crate::{faro, otlp::reply};
use opentelemetry_proto::tonic::{
    collector::logs::v1::ExportLogsServiceResponse, logs::v1::LogRecord, trace::v1::Span,
};
use prost::Message;
use serde_json::json;
use sluice_event::{DecodeReport, RejectReason, Unrecognised, line::Counts};

fn batch(signal: Signal, encoding: Encoding, body: impl Into<Bytes>) -> (Vec<Value>, DecodeReport) {
    let mut batch = decode(signal, encoding, body.into(), &DecodeLimits::default()).unwrap();
    (lines(&batch), batch.take_report())
}

fn json_batch(signal: Signal, body: &Value) -> (Vec<Value>, DecodeReport) {
    batch(signal, Encoding::Json, body.to_string())
}

fn spans(spans: &Value) -> (Vec<Value>, DecodeReport) {
    json_batch(Signal::Traces, &json!({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}))
}

#[test]
fn what_does_not_fit_its_field_is_kept_and_what_has_no_weight_is_left_out() {
    let odd = json!({
        "name": 5, "traceId": "xyz", "spanId": 7, "startTimeUnixNano": "yesterday", "endTimeUnixNano": -1, "flags": -1,
        "droppedAttributesCount": -1, "droppedEventsCount": "many", "kind": "SPAN_KIND_LOUD", "status": {"code": 99, "message": 7},
        "events": [{"name": "ok"}, {"name": 7, "attributes": []}, 8], "links": {}, "attributes": [null, 7, {"key": "k", "value": 1}],
    });
    let (lines, report) = spans(&json!([{"name": "before"}, odd, {"name": "after"}]));
    assert_eq!((lines.len(), report), (3, DecodeReport::default()));
    assert_eq!((&lines[0]["name"], &lines[2]["name"]), (&json!("before"), &json!("after")));
    assert_eq!((lines[1].get("name"), lines[1].get("trace")), (None, None));
    assert_eq!(
        lines[1]["attributes"],
        json!({"k": 1, "otel": {"events": [{"name": "ok"}], "invalid": {
            "name": 5, "traceId": "xyz", "spanId": 7, "startTimeUnixNano": "yesterday", "endTimeUnixNano": -1,
            "kind": "SPAN_KIND_LOUD", "status": {"code": 99, "message": 7},
            "events": [{"name": 7, "attributes": []}, 8], "links": {}, "attributes": 7,
        }}})
    );
}

#[test]
fn a_fraction_of_a_nanosecond_is_left_out_and_ids_may_be_base64() {
    let (lines, _) = spans(&json!([{
        "traceId": "W47/95gDgQPSabYzgT/GDA==", "spanId": "7uGbfsPBsXQ", "startTimeUnixNano": "1544712660300000001.5",
    }]));
    assert_eq!(lines[0]["timestamp"], "2018-12-13T14:51:00.300000001Z");
    assert_eq!(
        lines[0]["trace"],
        json!({"trace_id": "5b8efff798038103d269b633813fc60c", "span_id": "eee19b7ec3c1b174"})
    );
}

#[test]
fn a_record_that_is_no_object_is_refused_by_itself_in_json() {
    let (lines, report) = spans(&json!([{"name": "a"}, null, {"name": "b"}, 7, []]));
    assert_eq!(lines.len(), 2);
    let places: Vec<_> =
        report.rejected.iter().map(|rejected| (rejected.list, rejected.index, rejected.reason)).collect();
    let reason = RejectReason::NotAnObject;
    assert_eq!(places, [("spans", 1, reason), ("spans", 3, reason), ("spans", 4, reason)]);

    let ok = json!({"scopeSpans": [{"spans": [{"name": "a"}]}]});
    let odd = json!([null, {"scopeSpans": 7}, {"scopeSpans": [7, {"spans": {}}]}, ok, {"resource": 7, "scopeSpans": ok["scopeSpans"]}]);
    let (lines, report) = json_batch(Signal::Traces, &json!({ "resourceSpans": odd }));
    assert_eq!((lines.len(), report.rejected_count), (2, 4));
    assert_eq!(lines[1]["attributes"], json!({"otel": {"invalid": {"resource": 7}}}));
}

#[test]
fn a_record_that_is_malformed_is_refused_by_itself_in_protobuf() {
    let good = wrapped(2, &LogRecord { severity_text: "ok".to_owned(), ..LogRecord::default() }.encode_to_vec());
    let span = Span { trace_id: vec![1; 16], name: "a".to_owned(), ..Span::default() };
    for (bad, reason) in [
        (wrapped(2, &[0x1a, 0x7f]), RejectReason::Malformed),
        (wrapped(2, &span.encode_to_vec()), RejectReason::Malformed),
        (wrapped(2, &wrapped(3, b"\xff")), RejectReason::NotUtf8),
        (wrapped(2, &wrapped(6, &wrapped(1, b"\xff"))), RejectReason::NotUtf8),
        (wrapped(2, &wrapped(5, &wrapped(5, &wrapped(1, &[8, 1])))), RejectReason::Malformed),
    ] {
        let records = [&good[..], &bad, &good].concat();
        let (lines, report) = batch(Signal::Logs, Encoding::Protobuf, wrapped(1, &wrapped(2, &records)));
        assert_eq!((lines.len(), report.rejected_count, report.rejected[0].reason), (2, 1, reason));
        let alone =
            decode(Signal::Logs, Encoding::Protobuf, wrapped(1, &wrapped(2, &bad)).into(), &DecodeLimits::default());
        assert!(matches!(alone, Err(DecodeError::Misfit { name: "logRecords", .. })));
    }
    // A text in Latin-1, as an attribute has it.
    let pair = [wrapped(1, b"k"), wrapped(2, &wrapped(1, b"Jos\xe9 ann@example.com"))].concat();
    let (lines, _) = batch(Signal::Logs, Encoding::Protobuf, wrapped(1, &wrapped(2, &wrapped(2, &wrapped(6, &pair)))));
    assert_eq!(lines[0]["attributes"], json!({"k": "Jos\u{fffd} ann@example.com"}));
}

#[test]
fn numbers_of_data_points_that_json_or_64_bits_do_not_have_are_said() {
    let points =
        json!([{"asDouble": null}, {"asDouble": "NaN"}, {"asInt": 1e21}, {"asDouble": "abc"}, {"asInt": true}]);
    let metrics = json!([{"name": "n", "gauge": {"dataPoints": points}}, {"name": 7, "sum": {"isMonotonic": 1, "dataPoints": [null, {}]}}]);
    let (lines, report) =
        json_batch(Signal::Metrics, &json!({"resourceMetrics": [{"scopeMetrics": [{"metrics": metrics}]}]}));
    let metric = |line: usize| &lines[line]["attributes"]["otel"]["metric"];
    assert_eq!((&metric(0)["value"], &metric(1)["value"]), (&json!("NaN"), &json!("NaN")));
    assert_eq!(lines[2]["values"], json!({"value": 1e21}));
    assert_eq!(lines[3]["attributes"]["otel"]["invalid"], json!({"asDouble": "abc"}));
    assert_eq!(lines[4]["attributes"]["otel"]["invalid"], json!({"asInt": true}));
    assert_eq!(lines[5]["attributes"]["otel"]["invalid"], json!({"name": 7, "isMonotonic": 1}));
    assert_eq!((lines.len(), report.rejected_count), (6, 1));
}

#[test]
fn names_of_the_proto_files_and_those_before_scopes_are_read() {
    let record = json!({"trace_id": "5b8efff798038103d269b633813fc60c", "time_unix_nano": "1544712660300000001", "event_name": "click",
        "attributes": [{"key": "k", "value": {"kvlist_value": {"values": [{"key": "a", "value": {"int_value": "1"}}]}}}]});
    let (lines, _) = json_batch(Signal::Logs, &json!({"resource_logs": [{"scope_logs": [{"log_records": [record]}]}]}));
    assert_eq!((&lines[0]["name"], &lines[0]["attributes"]), (&json!("click"), &json!({"k": {"a": 1}})));
    assert_eq!(lines[0]["timestamp"], "2018-12-13T14:51:00.300000001Z");

    let older = |list: &str, records: &str| json!({list: [{"instrumentationLibrary": {"name": "old"}, records: [{"name": "n", "sum": {"dataPoints": [{}]}}]}]});
    for (signal, resources, list, records) in [
        (Signal::Logs, "resourceLogs", "instrumentationLibraryLogs", "logs"),
        (Signal::Traces, "resourceSpans", "instrumentationLibrarySpans", "spans"),
        (Signal::Metrics, "resourceMetrics", "instrumentationLibraryMetrics", "metrics"),
    ] {
        let (lines, report) = json_batch(signal, &json!({resources: [older(list, records)]}));
        assert_eq!((lines.len(), report), (1, DecodeReport::default()));
        assert_eq!(lines[0]["attributes"]["otel"]["scope"], json!({"name": "old"}));
        let message = if signal == Signal::Metrics { wrapped(5, &wrapped(1, &[])) } else { Vec::new() };
        let (lines, _) = batch(signal, Encoding::Protobuf, wrapped(1, &wrapped(1000, &wrapped(2, &message))));
        assert_eq!(lines.len(), 1);
    }
}

#[test]
fn a_body_in_which_nothing_is_recognised_is_reported() {
    let wanted = "resourceLogs";
    let report = |body: Value| json_batch(Signal::Logs, &body).1.unrecognised;
    let other = Unrecognised::OtherPath { wanted, found: "resourceSpans", path: "/v1/traces" };
    assert_eq!(report(json!({"resourceSpans": []})), Some(other));
    for unknown in [
        json!({"foo": "bar"}),
        json!({"resourceLogs": [{"foo": []}]}),
        json!({"resourceLogs": [{"scopeLogs": [{"foo": []}]}]}),
    ] {
        assert_eq!(report(unknown), Some(Unrecognised::Members { wanted }));
    }
    for known in [
        json!({}),
        json!({"resourceLogs": []}),
        json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [{"foo": 1}]}]}], "foo": 1}),
    ] {
        assert_eq!(report(known), None);
    }
    let (_, report) = batch(Signal::Logs, Encoding::Protobuf, wrapped(7, b"foo"));
    assert_eq!(report.unrecognised, Some(Unrecognised::Members { wanted }));
    let mut faro = faro::decode(json!({"foo": 1}).to_string().into(), &DecodeLimits::default(), &[]).unwrap();
    assert!(faro.take_report().unrecognised.is_some());
}

#[test]
fn a_reply_of_otlp_says_what_was_refused_in_both_encodings() {
    let mut report = DecodeReport::default();
    report.reject("logRecords", 3, RejectReason::NotAnObject);
    report.reject("logRecords", 5, RejectReason::Malformed);
    let counts = Counts::default();
    let json: Value = serde_json::from_slice(&reply::written(Signal::Logs, Encoding::Json, &counts, &report)).unwrap();
    let message = "2 could not be read, the first of them number 3 of a list `logRecords`: not a JSON object";
    assert_eq!(json, json!({"partialSuccess": {"rejectedLogRecords": "2", "errorMessage": message}}));
    let protobuf = reply::written(Signal::Logs, Encoding::Protobuf, &counts, &report);
    let partial = ExportLogsServiceResponse::decode(&protobuf[..]).unwrap().partial_success.unwrap();
    assert_eq!((partial.rejected_log_records, &*partial.error_message), (2, message));

    let nothing = DecodeReport {
        unrecognised: Some(Unrecognised::Members { wanted: "resourceLogs" }),
        ..DecodeReport::default()
    };
    let protobuf = reply::written(Signal::Logs, Encoding::Protobuf, &counts, &nothing);
    let partial = ExportLogsServiceResponse::decode(&protobuf[..]).unwrap().partial_success.unwrap();
    assert_eq!(partial.rejected_log_records, 0);
    assert_eq!(partial.error_message, "nothing in the body was recognised; this path takes resourceLogs");
    assert_eq!(reply::written(Signal::Logs, Encoding::Json, &counts, &DecodeReport::default()), b"{}");
}

#[test]
fn an_odd_thing_of_faro_takes_nothing_along() {
    let body = json!({
        "logs": [{"message": "ok"}, null],
        "events": 7,
        "exceptions": [{"value": "v"}],
        "measurements": [{"type": "web-vitals", "values": {"lcp": 1, "fcp": 213.7, "ttfb": null}}],
        "traces": {"resourceSpans": [{"scopeSpans": [{"spans": [{"name": "a"}, 7, {"traceId": "x"}]}]}]},
    });
    let mut batch = faro::decode(body.to_string().into(), &DecodeLimits::default(), &[]).unwrap();
    let report = batch.take_report();
    let places: Vec<_> = report.rejected.iter().map(|rejected| (rejected.list, rejected.index)).collect();
    assert_eq!(places, [("logs", 1), ("events", 0), ("spans", 1)]);
    let lines = lines(&batch);
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[2]["values"], json!({"lcp": 1, "fcp": 213.7}));
    assert_eq!(lines[2]["attributes"], json!({"values": {"ttfb": null}}));
    assert_eq!(lines[4]["attributes"], json!({"otel": {"invalid": {"traceId": "x"}}}));
}
