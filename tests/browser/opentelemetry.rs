//! OpenTelemetry's web SDK, logs and traces, with its default settings but for address, resource and token.

use super::{PAGES, Written, behind_nginx};
use sluice_tests::Chromium;

fn is_written_once_and_redacted(script: &str, tag: &'static str) {
    let (_genesys, service, nginx) = behind_nginx();
    let chromium = Chromium::open(&nginx, PAGES, script, tag);
    let written = Written::once(service, chromium, tag, 2);
    let log = written.of_kind("log");
    assert_eq!(log.at("/message"), &written.tagged(" log of [redacted:email]"));
    assert_eq!((log.at("/level"), log.at("/attributes/step")), (&"error".into(), &2.into()));
    let span = written.of_kind("span");
    assert_eq!(span.at("/name"), &written.tagged("-span"));
    assert_eq!(span.at("/attributes/enduser.contact"), "[redacted:phone]");
    let id = |path: &str| span.at(path).as_str().expect("a text").len();
    assert_eq!((id("/trace/trace_id"), id("/trace/span_id")), (32, 16));
    for line in [log, span] {
        assert_eq!((line.at("/app/name"), line.at("/app/version")), (&"shop".into(), &"1.4.0".into()));
        assert_eq!(line.at("/browser/name"), "Chrome");
    }
}

#[test]
fn sdk_2_in_json_is_written_once_and_redacted() {
    is_written_once_and_redacted("otlp-json", "by-2-json");
}

#[test]
fn sdk_2_in_protobuf_is_written_once_and_redacted() {
    is_written_once_and_redacted("otlp-proto", "by-2-protobuf");
}

#[test]
fn sdk_3_in_json_is_written_once_and_redacted() {
    is_written_once_and_redacted("otlp-3-json", "by-3-json");
}

#[test]
fn sdk_3_in_protobuf_is_written_once_and_redacted() {
    is_written_once_and_redacted("otlp-3-proto", "by-3-protobuf");
}
