//! Spans of either age.

use super::*;

#[test]
fn spans_have_their_times_ids_and_attributes() {
    let span = json!({
        "name": "GET /api", "span_id": "s", "trace_id": "t", "parent_span_id": "p", "start_timestamp": 1_795_341_600.000_1,
        "end_timestamp": 1_795_341_600.25, "is_segment": false, "status": "error",
        "attributes": {"sentry.op": {"value": "http.client", "type": "string"}, "url.full": {"value": "https://api.example/?a=b", "type": "string"},
            "browser.web_vital.lcp.value": {"value": 812.5, "type": "double"}, "sentry.release": {"value": "1.4.0", "type": "string"}},
    });
    let line = line_of("span", json!({"version": 2, "items": [span]}));
    assert_eq!((&line["kind"], &line["name"], &line["level"]), (&json!("span"), &json!("GET /api"), &json!("error")));
    assert_eq!(line["trace"], json!({"trace_id": "t", "span_id": "s", "parent_span_id": "p"}));
    assert_eq!(line["values"], json!({"duration_ms": 249.9, "lcp": 812.5}));
    assert_eq!(line["app"], json!({"version": "1.4.0"}));
    assert!(line.get("page").is_none(), "the URL is that of a request: {line}");
    assert_eq!(line["attributes"]["url.full"], "https://api.example/?a=b");
    assert_eq!(line["attributes"]["sentry"], json!({"status": "error", "is_segment": false}));
}

#[test]
fn a_transaction_is_a_line_for_each_of_its_spans() {
    let transaction = json!({
        "type": "transaction", "transaction": "/basket", "event_id": "e".repeat(32), "release": "shop@1.4.0",
        "start_timestamp": 1_795_341_600.0, "timestamp": 1_795_341_602.5,
        "contexts": {"trace": {"op": "pageload", "span_id": "s0", "trace_id": "t", "status": "ok"}},
        "measurements": {"lcp": {"value": 812.5, "unit": "millisecond"}, "odd": 3},
        "request": {"url": "https://shop.example/basket"},
        "spans": [
            {"span_id": "s1", "parent_span_id": "s0", "trace_id": "t", "op": "http.client", "description": "GET /api",
                "status": "internal_error", "start_timestamp": 1_795_341_600.5, "timestamp": 1_795_341_601.0,
                "data": {"http.url": "/api?mail=q@example.com"}, "origin": "auto"},
            {"op": "paint"}],
    });
    let (lines, summary) = read_envelope(item("transaction", transaction)).unwrap();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line["kind"] == "span"
        && line["page"] == json!({"url": "https://shop.example/basket", "view": "/basket"})));
    assert_eq!(
        (&lines[0]["name"], &lines[0]["values"]),
        (&json!("/basket"), &json!({"duration_ms": 2500.0, "lcp": 812.5}))
    );
    assert_eq!((&lines[1]["name"], &lines[1]["level"]), (&json!("GET /api"), &json!("error")));
    assert_eq!(lines[1]["trace"], json!({"trace_id": "t", "span_id": "s1", "parent_span_id": "s0"}));
    assert_eq!(lines[1]["values"]["duration_ms"], 500.0);
    let attributes = json!({"http.url": "/api?mail=q@example.com",
        "sentry": {"op": "http.client", "status": "internal_error", "origin": "auto"}});
    assert_eq!(lines[1]["attributes"], attributes);
    assert_eq!(lines[2]["name"], "paint");
    assert_ne!(lines[0]["event_id"], lines[1]["event_id"]);
    assert_eq!(summary.counts().map(|(category, _)| category.name()).collect::<Vec<_>>(), ["transaction"]);
}
