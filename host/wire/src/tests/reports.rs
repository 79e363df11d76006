//! Reports of browsers: identities, and what hostile ones do not do.

use super::*;
use crate::{
    Received,
    reports::{Delivered, Seen, decode},
};
use proptest::prelude::*;
use serde_json::json;

const NOW: i64 = 1_795_341_600_000;

fn read_reports(body: impl Into<Bytes>) -> Result<(Vec<Value>, Vec<Delivered>), DecodeError> {
    let received = Received { at_ms: NOW, user_agent: Some("agent"), query: None, seen: &|_| Seen::New { merged: 0 } };
    decode(body.into(), &DecodeLimits::default(), &received).map(|decoded| (lines(&decoded.batch), decoded.delivered))
}

fn report(age: Value, line: u32) -> Value {
    json!({"age": age, "type": "csp-violation", "url": "https://a.example/", "body": {"lineNumber": line}})
}

#[test]
fn all_but_the_age_tells_reports_apart_and_the_age_tells_their_time() {
    let (_, first) = read_reports(json!([report(json!(10), 1)]).to_string()).unwrap();
    let (_, again) = read_reports(json!([report(json!(500), 1), report(json!(500), 2)]).to_string()).unwrap();
    assert_eq!(first[0].hash, again[0].hash);
    assert_ne!(again[0].hash, again[1].hash);
    assert_eq!((first[0].time, again[0].time, first[0].has_age), (NOW - 10, NOW - 500, true));
    let (_, quoted) = read_reports(json!([{"type": "1"}, {"type": 1}]).to_string()).unwrap();
    assert_ne!(quoted[0].hash, quoted[1].hash);
}

#[test]
fn those_of_a_second_are_one_line_and_those_of_a_minute_are_sixty() {
    let reports: Vec<_> = (0..600).map(|number| report(json!(number * 100), 1)).collect();
    let (lines, delivered) = read_reports(json!(reports).to_string()).unwrap();
    assert_eq!((lines.len(), delivered.len()), (60, 60));
    assert!(lines.iter().all(|line| line["values"] == json!({"count": 10, "window_ms": 1_000})), "{lines:#?}");
}

#[test]
fn ages_of_any_kind_do_no_harm() {
    for age in [json!(-1), json!(1e300), json!(-1e300), json!("5"), json!(null), json!({}), json!(0.5)] {
        let (lines, delivered) = read_reports(json!([report(age.clone(), 1)]).to_string()).unwrap();
        assert_eq!(lines.len(), 1, "{age}");
        assert!((NOW - 7 * 24 * 3_600_000..=NOW).contains(&delivered[0].time), "{age}");
    }
}

#[test]
fn what_has_been_written_is_not_written_again() {
    let received = Received {
        at_ms: NOW,
        user_agent: None,
        query: None,
        seen: &|report| if report.time == NOW { Seen::Written } else { Seen::New { merged: 4 } },
    };
    let body = json!([report(json!(0), 1), report(json!(5_000), 2)]).to_string();
    let decoded = decode(body.into(), &DecodeLimits::default(), &received).unwrap();
    let lines = lines(&decoded.batch);
    assert_eq!((lines.len(), decoded.delivered.len(), decoded.is_later), (1, 1, false));
    assert_eq!(lines[0]["values"]["count"], 5);
}

#[test]
fn what_is_to_be_read_again_later_is_no_line_now() {
    let alone = |delivered: &Delivered| if delivered.is_alone { Seen::Later } else { Seen::Written };
    let received = Received { at_ms: NOW, user_agent: None, query: None, seen: &alone };
    let body = json!({"csp-report": {"blocked-uri": "inline"}}).to_string();
    let decoded = decode(body.into(), &DecodeLimits::default(), &received).unwrap();
    assert_eq!((decoded.batch.len(), decoded.delivered.len(), decoded.is_later), (0, 0, true));
    let two = json!([report(json!(0), 1), report(json!(0), 2)]).to_string();
    assert!(!decode(two.into(), &DecodeLimits::default(), &received).unwrap().is_later);
}

proptest! {
    #[test]
    fn whatever_comes_gives_lines_or_an_error(body in proptest::collection::vec(any::<u8>(), 0..1_000)) {
        let _ = read_reports(body);
    }

    #[test]
    fn whatever_a_report_says_gives_a_line_or_an_error(
        members in r#"("(age|type|url|body|user_agent|message|report)":(\[\]|\{\}|1e9|-3|"x"|null|\{"message":1,"disposition":"enforce","type":"ok"\}),?){0,6}"#,
        older in any::<bool>(),
    ) {
        let report = format!("{{{}}}", members.trim_end_matches(','));
        let body = if older { format!("{{\"csp-report\":{report}}}") } else { format!("[{report},{report}]") };
        if let Ok((lines, delivered)) = read_reports(body) {
            prop_assert_eq!(lines.len(), delivered.len());
            prop_assert!(lines.iter().all(|line| line["kind"] == "report"));
        }
    }
}
