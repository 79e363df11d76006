//! Datadog: queries within queries, and what hostile lines do not do.

use super::*;
use crate::{
    Format, Received,
    body::content_encoding::Encoding as Compression,
    datadog::{Intake, decode, encoding},
    publishable_key,
    reports::Seen,
};
use http::HeaderMap;
use proptest::prelude::*;
use serde_json::json;

const FORWARDED: &str = "ddforward=%2Fapi%2Fv2%2Frum%3Fddsource%3Dbrowser%26dd-api-key%3Dpub1%26dd-evp-encoding%3Ddeflate&ddforwardSubdomain=x";

fn read_lines(intake: Intake, body: impl Into<Bytes>) -> Result<Vec<Value>, DecodeError> {
    let query = Some("ddsource=browser&ddtags=sdk_version%3A5%2Cenv%3Aolder%2Cversion%3A1");
    let received = Received { at_ms: 0, user_agent: Some("agent"), query, seen: &|_| Seen::Written };
    decode(intake, body.into(), &DecodeLimits::default(), &received).map(|batch| lines(&batch))
}

#[test]
fn path_key_and_encoding_are_in_the_query_of_a_query() {
    assert_eq!(Intake::Proxy.forwarded(Some(FORWARDED)), Some(Intake::Rum));
    assert_eq!(Intake::Logs.forwarded(None), Some(Intake::Logs));
    assert_eq!(Intake::Proxy.forwarded(None), None);
    assert_eq!(Intake::Proxy.forwarded(Some("ddforward=%2Fdatadog")), None);
    assert_eq!(Intake::Proxy.forwarded(Some("ddforward=%2Fapi%2Fv2%2Freplay%3Fa")), Some(Intake::Recording));
    let key =
        |query| publishable_key::find(Format::Datadog, Some(query), &HeaderMap::new()).map(|key| key.into_owned());
    assert_eq!(key(FORWARDED).as_deref(), Some("pub1"));
    assert_eq!(key("dd-api-key=pub2&ddsource=browser").as_deref(), Some("pub2"));
    assert_eq!(key("key=pk_1").as_deref(), Some("pk_1"));
    assert_eq!(encoding(Some(FORWARDED)), Some(Compression::Deflate));
    assert_eq!((encoding(Some("dd-evp-encoding=br")), encoding(None)), (None, None));
}

#[test]
fn the_environment_is_in_the_tags_of_the_event_or_of_the_query() {
    let of = |event: Value| read_lines(Intake::Rum, event.to_string()).unwrap()[0]["app"]["environment"].clone();
    assert_eq!(of(json!({"type": "action", "ddtags": "sdk_version:7,env:newer"})), "newer");
    assert_eq!(of(json!({"type": "action"})), "older");
    let version =
        &read_lines(Intake::Rum, json!({"type": "action", "version": "2"}).to_string()).unwrap()[0]["app"]["version"];
    assert_eq!(version, "2");
}

#[test]
fn each_event_has_the_environment_of_its_own_tags() {
    let tags = ["env:a", "env:a", "service:s,env:b", "service:s", "", "env:a"];
    let body = tags.map(|tags| json!({"type": "action", "ddtags": tags}).to_string()).join("\n");
    let lines = read_lines(Intake::Rum, body).unwrap();
    let environments: Vec<_> = lines.iter().map(|line| line["app"]["environment"].as_str().unwrap()).collect();
    assert_eq!(environments, ["a", "a", "b", "older", "older", "a"]);
}

#[test]
fn a_type_may_be_the_name_of_any_member() {
    for name in ["context", "date", "_dd", "session", "version", "usr"] {
        let event = json!({"type": name, "usr": {"id": 1}, name: {"size": 1, "a": 2}, "tab": {"id": 3}});
        let line = &read_lines(Intake::Rum, event.to_string()).unwrap()[0];
        let own = &line["attributes"]["datadog"];
        assert_eq!((&own["type"], &own[name], &own["tab"]), (&json!(name), &json!({"a": 2}), &json!({"id": 3})));
        assert_eq!((&line["values"]["size_bytes"], own["usr"].is_object()), (&json!(1), true));
    }
    let line = &read_lines(Intake::Rum, json!({"type": "date", "date": 7}).to_string()).unwrap()[0];
    assert_eq!(line["attributes"]["datadog"], json!({"type": "date"}));
}

#[test]
fn names_that_the_mapping_has_are_kept_elsewhere() {
    let rum = json!({"type": "action", "context": {"datadog": 1, "a": 2}, "action": {"type": "click"}});
    let line = &read_lines(Intake::Rum, rum.to_string()).unwrap()[0];
    assert_eq!((&line["name"], &line["attributes"]["a"]), (&json!("click"), &json!(2)));
    assert_eq!(line["attributes"]["datadog"]["context"], json!({"datadog": 1, "a": 2}));
    let log = json!({"message": "m", "exception.stacktrace": "own", "error": {"stack": "s"}});
    let line = &read_lines(Intake::Logs, log.to_string()).unwrap()[0];
    assert_eq!(line["attributes"]["exception.stacktrace"], "s");
    assert_eq!(line["attributes"]["datadog"]["exception.stacktrace"], "own");
}

#[test]
fn durations_of_any_size_are_numbers_or_left_out() {
    for (duration, milliseconds) in [
        (json!(1), json!(0.000_001)),
        (json!(1_500_000.5), json!(1.500_000_5)),
        (json!(-2_000_000), json!(-2.0)),
        (json!("x"), Value::Null),
    ] {
        let line =
            &read_lines(Intake::Rum, json!({"type": "long_task", "long_task": {"duration": duration}}).to_string())
                .unwrap()[0];
        assert_eq!(line["values"]["duration_ms"], milliseconds, "{duration}");
    }
}

#[test]
fn an_array_of_events_says_the_same_as_their_lines() {
    let events = [json!({"message": "a", "status": "info"}), json!({"message": "b", "error": {"kind": "E"}})];
    let lines = read_lines(Intake::Logs, format!("{}\n{}", events[0], events[1])).unwrap();
    let array = json!(events);
    for body in [array.to_string(), format!("\n {array:#}\n"), format!("\u{feff}{array}")] {
        assert_eq!(read_lines(Intake::Logs, body.clone()).as_ref(), Ok(&lines), "{body}");
    }
    assert_eq!(lines[0]["message"], "a");
    let rum = read_lines(Intake::Rum, json!([{"type": "action"}]).to_string()).unwrap();
    assert_eq!(rum[0]["kind"], "event");
}

#[test]
fn elements_that_are_no_objects_are_left_out_and_counted() {
    let body = Bytes::from(json!([{"message": "a"}, 7, [{"message": "c"}], {"message": "d"}]).to_string());
    let mut batch = decode(Intake::Logs, body, &DecodeLimits::default(), &Received::NOTHING).unwrap();
    let rejected: Vec<_> =
        batch.take_report().rejected.iter().map(|rejected| (rejected.list, rejected.index)).collect();
    assert_eq!((lines(&batch).len(), rejected), (2, vec![("events", 1), ("events", 2)]));
    for body in ["[7]", "[{}", "[{}] {}"] {
        assert!(read_lines(Intake::Logs, body).is_err(), "{body}");
    }
}

#[test]
fn an_array_has_as_many_and_as_deep_events_as_lines() {
    let of = |count: usize| read_lines(Intake::Logs, format!("[{}]", vec!["{}"; count].join(",")));
    assert_eq!(of(1_000).map(|lines| lines.len()), Ok(1_000));
    assert!(matches!(of(1_001), Err(DecodeError::TooManyEvents { .. })));
    let depth = DecodeLimits::default().max_depth;
    let deep = |arrays: usize| format!("{{\"a\":{}{}}}", "[".repeat(arrays), "]".repeat(arrays));
    let refused = |body: String| matches!(read_lines(Intake::Logs, body), Err(DecodeError::TooDeep { .. }));
    for arrays in 1..=depth {
        assert_eq!(refused(format!("[{}]", deep(arrays))), refused(deep(arrays)), "{arrays}");
    }
    assert!(refused(deep(depth)) && !refused(deep(1)));
}

#[test]
fn thousands_of_lines_and_deep_ones_are_refused() {
    assert!(matches!(read_lines(Intake::Rum, "{}\n".repeat(1_001)), Err(DecodeError::TooManyEvents { .. })));
    assert!(matches!(
        read_lines(Intake::Rum, format!("{{\"a\":{}", "[".repeat(10_000))),
        Err(DecodeError::TooDeep { .. })
    ));
    assert_eq!(read_lines(Intake::Rum, "\n\n{}\n7\n").unwrap().len(), 1);
    assert!(read_lines(Intake::Rum, "7").is_err());
}

proptest! {
    #[test]
    fn whatever_comes_gives_lines_or_an_error(body in proptest::collection::vec(any::<u8>(), 0..1_000), logs in any::<bool>()) {
        let _ = read_lines(if logs { Intake::Logs } else { Intake::Rum }, body);
    }

    #[test]
    fn whatever_an_event_says_gives_a_line_or_an_error(
        kind in "error|resource|action|view|long_task|vital|telemetry",
        members in r#"("(error|resource|action|view|context|date|_dd|session|usr|message|status|datadog|ddtags)":(\[\]|\{\}|1e9|-3|"x"|null|\{"type":1,"stack":"s","duration":1,"error":\{"count":1\},"id":"i","datadog":1\}),){0,6}"#,
        logs in any::<bool>(),
    ) {
        let body = format!("{{{members}\"type\":\"{kind}\"}}");
        let lines = read_lines(if logs { Intake::Logs } else { Intake::Rum }, body);
        prop_assert_eq!(lines.map(|lines| lines.len()), Ok(1));
    }
}
