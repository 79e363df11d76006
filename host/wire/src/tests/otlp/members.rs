//! Members of records, and what they are in an event.

use super::*;

#[test]
fn members_of_a_record_are_read_by_the_rules_of_the_specification() {
    let line = |record: Value| {
        let body = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [record], "unknown": {}}]}], "unknown": 1});
        read(Signal::Logs, Encoding::Json, body.to_string()).map(|mut lines| lines.remove(0))
    };
    let read = line(json!({
        "timeUnixNano": "1544712660300000001", "severityNumber": "SEVERITY_NUMBER_WARN2", "traceId": "5B8EFFF798038103D269B633813FC60C",
        "spanId": null, "flags": 257, "body": {"stringValue": "m"}, "unknown": [1], "snake_case": 1, "severity_text": "no such name",
    }))
    .unwrap();
    assert_eq!(read["timestamp"], "2018-12-13T14:51:00.300000001Z");
    assert_eq!(read["level"], "warn");
    assert_eq!(read["trace"], json!({"trace_id": "5b8efff798038103d269b633813fc60c", "trace_flags": "01"}));
    assert_eq!(read["attributes"], json!({"otel": {"severity_number": 14, "severity_text": "no such name"}}));
    assert!(matches!(line(json!([])), Err(DecodeError::Misfit { name: "logRecords", .. })));
}

#[test]
fn what_means_a_member_of_an_event_is_there_and_a_record_says_it_before_its_resource() {
    let text = |key: &str, text: &str| json!({"key": key, "value": {"stringValue": text}});
    let body = json!({"resourceLogs": [{
        "resource": {"attributes": [
            text("service.name", "shop"), text("service.version", "1.2"), text("deployment.environment.name", "prod"),
            text("session.id", "of the resource"), text("browser.platform", "Linux"), text("browser.language", "de"),
            {"key": "browser.mobile", "value": {"boolValue": false}}, text("telemetry.sdk.name", "opentelemetry"),
        ]},
        "scopeLogs": [{"logRecords": [
            {"attributes": [text("session.id", "of the record"), text("url.full", "https://shop.example/"), text("x", "y")]},
            {"eventName": "click", "attributes": [{"key": "session.id", "value": {"intValue": 7}}]},
            {"attributes": [text("exception.type", "TypeError"), text("exception.message", "no"), text("exception.stacktrace", "at a")]},
        ]}],
    }]});
    let lines = read(Signal::Logs, Encoding::Json, body.to_string()).unwrap();
    assert_eq!(lines[0]["kind"], "log");
    assert_eq!(lines[0]["session"], "of the record");
    assert_eq!(lines[0]["page"], json!({"url": "https://shop.example/"}));
    assert_eq!(lines[0]["app"], json!({"name": "shop", "version": "1.2", "environment": "prod"}));
    assert_eq!(lines[0]["browser"], json!({"platform": "Linux", "language": "de", "mobile": false}));
    assert_eq!(
        lines[0]["attributes"],
        json!({"x": "y", "otel": {"resource": {"telemetry.sdk.name": "opentelemetry"}}})
    );
    assert_eq!((&lines[1]["kind"], &lines[1]["name"]), (&json!("event"), &json!("click")));
    assert_eq!(lines[1]["session"], "of the resource");
    assert_eq!(lines[1]["attributes"]["session.id"], 7);
    assert_eq!((&lines[2]["kind"], &lines[2]["name"]), (&json!("exception"), &json!("TypeError")));
    assert_eq!(lines[2]["message"], "no");
    assert_eq!(lines[2]["attributes"]["exception.stacktrace"], "at a");
}

#[test]
fn an_attribute_whose_name_the_mapping_uses_itself_is_kept_beside() {
    let text = |key: &str| json!({"key": key, "value": {"stringValue": format!("the client's {key}")}});
    let attributes = json!([text("otel"), text("body"), text("faro"), text("x")]);
    let record = json!({"attributes": attributes, "body": {"arrayValue": {"values": []}}});
    let said = json!({"attributes": attributes, "body": {"stringValue": "m"}});
    let request = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [record, said]}]}]});
    let lines = read(Signal::Logs, Encoding::Json, request.to_string()).unwrap();
    let (otel, body, faro, x) = ("the client's otel", "the client's body", "the client's faro", "the client's x");
    let beside = json!({"attributes": {"otel": otel, "body": body}});
    assert_eq!(lines[0]["attributes"], json!({"faro": faro, "x": x, "body": [], "otel": beside}));
    let beside = json!({"attributes": {"otel": otel}});
    assert_eq!(lines[1]["attributes"], json!({"faro": faro, "x": x, "body": body, "otel": beside}));

    let request = json!({"resourceSpans": [{"scopeSpans": [{"spans": [{"attributes": attributes}]}]}]});
    let lines = read(Signal::Traces, Encoding::Json, request.to_string()).unwrap();
    assert_eq!(lines[0]["attributes"], json!({"faro": faro, "x": x, "body": body, "otel": beside}));

    let gauge = json!({"dataPoints": [{"attributes": attributes}]});
    let request = json!({"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "n", "gauge": gauge}]}]}]});
    let lines = read(Signal::Metrics, Encoding::Json, request.to_string()).unwrap();
    let beside = json!({"attributes": {"otel": otel}, "metric": {"type": "gauge"}});
    assert_eq!(lines[0]["attributes"], json!({"faro": faro, "x": x, "body": body, "otel": beside}));
}

#[test]
fn an_id_of_another_length_than_the_protocol_has_or_of_zeros_counts_as_absent() {
    let (trace, span) = ("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174");
    let line = |trace: &str, span: &str, parent: &str| {
        let link = json!({"traceId": trace, "spanId": span});
        let span = json!({"traceId": trace, "spanId": span, "parentSpanId": parent, "links": [link]});
        let body = json!({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]});
        read(Signal::Traces, Encoding::Json, body.to_string()).unwrap().remove(0)
    };
    let whole = line(trace, span, span);
    assert_eq!(whole["trace"], json!({"trace_id": trace, "span_id": span, "parent_span_id": span}));
    assert_eq!(whole["attributes"]["otel"]["links"], json!([{"trace_id": trace, "span_id": span}]));
    for (trace, span) in
        [(span, trace), ("abcd", "ab"), (&*trace.repeat(3), &*span.repeat(2)), (&*"0".repeat(32), &*"0".repeat(16))]
    {
        let none = line(trace, span, span);
        assert_eq!((none.get("trace"), &none["attributes"]["otel"]["links"]), (None, &json!([{}])), "{trace} {span}");
    }
}

#[test]
fn flags_and_counts_of_what_was_dropped_are_kept() {
    let dropped = json!({"droppedAttributesCount": 3});
    let scope = json!({"name": "s", "droppedAttributesCount": 4});
    let links =
        json!([{"traceId": "5b8efff798038103d269b633813fc60c", "flags": 0x301}, {"flags": 0x100}, {"flags": 0x200}]);
    let spans = json!([{"flags": 0x100, "links": links}, {"flags": 0x301}, {"flags": 1}]);
    let body = json!({"resourceSpans": [{"resource": dropped, "scopeSpans": [{"scope": scope, "spans": spans}]}]});
    let lines = read(Signal::Traces, Encoding::Json, body.to_string()).unwrap();
    let otel = |line: usize| &lines[line]["attributes"]["otel"];
    assert_eq!(otel(0)["resource_dropped_attributes_count"], 3);
    assert_eq!(otel(0)["scope"], json!({"name": "s", "dropped_attributes_count": 4}));
    let links = json!([
        {"trace_id": "5b8efff798038103d269b633813fc60c", "trace_flags": "01", "is_remote": true}, {"is_remote": false}, {},
    ]);
    assert_eq!((&otel(0)["links"], &otel(0)["parent_is_remote"]), (&links, &json!(false)));
    assert_eq!((&lines[1]["trace"], &otel(1)["parent_is_remote"]), (&json!({"trace_flags": "01"}), &json!(true)));
    assert_eq!(otel(2).get("parent_is_remote"), None);
}

#[test]
fn the_name_of_a_metric_is_a_value_and_no_name_of_a_member() {
    let sum = json!({"dataPoints": [{"asInt": 7}, {"flags": 1}]});
    let histogram = json!({"dataPoints": [{"count": 2, "sum": "NaN", "max": 1.5}]});
    let metrics = json!([{"name": "lat ann@example.com", "sum": sum}, {"name": "h", "histogram": histogram}]);
    let body = json!({"resourceMetrics": [{"scopeMetrics": [{"metrics": metrics}]}]});
    let lines = read(Signal::Metrics, Encoding::Json, body.to_string()).unwrap();
    assert_eq!((&lines[0]["name"], &lines[0]["values"]), (&json!("lat ann@example.com"), &json!({"value": 7})));
    assert_eq!(
        (lines[1].get("values"), &lines[1]["attributes"]["otel"]["metric"]["no_recorded_value"]),
        (None, &json!(true))
    );
    assert_eq!(lines[2]["values"], json!({"count": 2, "max": 1.5}));
    assert_eq!(lines[2]["attributes"]["otel"]["metric"], json!({"type": "histogram", "sum": "NaN"}));
}
