use super::*;
use opentelemetry_proto::tonic::{
    collector::logs::v1::ExportLogsServiceRequest,
    common::v1::{AnyValue, ArrayValue, KeyValue, KeyValueList, any_value},
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs},
    resource::v1::Resource,
};
use proptest::prelude::*;
use prost::{Message, encoding::encode_varint};

const SIGNALS: [Signal; 3] = [Signal::Logs, Signal::Traces, Signal::Metrics];

/// A request whose one record has this in the field of its attributes.
fn with_attribute(pair: &[u8]) -> Vec<u8> {
    [1, 2, 2, 6].iter().rev().fold(pair.to_vec(), |inner, field| wrapped(*field, &inner))
}

#[test]
fn values_ten_thousand_deep_are_refused_in_both_encodings() {
    let (array, pair) =
        (|inner: &[u8]| wrapped(5, &wrapped(1, inner)), |inner: &[u8]| wrapped(6, &wrapped(1, &wrapped(2, inner))));
    for wrap in [&array as &dyn Fn(&[u8]) -> Vec<u8>, &pair] {
        // Each level makes the length of all around it longer: ten thousand of them in steps.
        let deep = (0..10_000).fold(Vec::new(), |inner, _| wrap(&inner));
        let refused = read(Signal::Logs, Encoding::Protobuf, with_attribute(&wrapped(2, &deep)));
        assert!(matches!(refused, Err(DecodeError::TooDeep { .. })), "{refused:?}");
    }
    for (open, close) in
        [(r#"{"arrayValue":{"values":["#, "]}}"), (r#"{"kvlistValue":{"values":[{"key":"k","value":"#, "}]}}")]
    {
        let value = format!("{}{{}}{}", open.repeat(10_000), close.repeat(10_000));
        let body = format!(r#"{{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{{"body":{value}}}]}}]}}]}}"#);
        let refused = read(Signal::Logs, Encoding::Json, body);
        assert!(matches!(refused, Err(DecodeError::TooDeep { .. })), "{refused:?}");
    }
}

/// A value inside of an array, or of a list of pairs.
fn within(value: AnyValue, in_array: bool) -> AnyValue {
    let value = if in_array {
        any_value::Value::ArrayValue(ArrayValue { values: vec![value] })
    } else {
        let pair = KeyValue { key: "k".to_owned(), value: Some(value), ..KeyValue::default() };
        any_value::Value::KvlistValue(KeyValueList { values: vec![pair] })
    };
    AnyValue { value: Some(value) }
}

#[test]
fn values_are_as_deep_as_in_plain_json_in_both_encodings() {
    // The array of events, the event and its attributes are the other three of 32.
    for (depth, in_array) in [(29, true), (29, false), (30, true), (30, false)] {
        let value = (0..depth).fold(AnyValue::default(), |inner, _| within(inner, in_array));
        let record = LogRecord { body: Some(value), ..LogRecord::default() };
        let logs = ScopeLogs { log_records: vec![record], ..ScopeLogs::default() };
        let logs = ResourceLogs { scope_logs: vec![logs], ..ResourceLogs::default() };
        let message = ExportLogsServiceRequest { resource_logs: vec![logs] };
        let protobuf = read(Signal::Logs, Encoding::Protobuf, message.encode_to_vec());
        let json = read(Signal::Logs, Encoding::Json, serde_json::to_vec(&message).unwrap());
        assert_eq!(json, protobuf);
        match depth {
            29 => assert!(protobuf.is_ok(), "{protobuf:?}"),
            _ => assert_eq!(protobuf, Err(DecodeError::TooDeep { limit: 32 })),
        }
    }
}

#[test]
fn small_messages_are_counted() {
    let many = |path: &[u64], count: usize| {
        let (last, above) = path.split_last().unwrap();
        let leaves = wrapped(*last, &[]).repeat(count);
        above.iter().rev().fold(leaves, |inner, field| wrapped(*field, &inner))
    };
    let refused = |signal, body: Vec<u8>| read(signal, Encoding::Protobuf, body).unwrap_err();
    for (signal, path) in
        [(Signal::Logs, &[1, 2, 2][..]), (Signal::Traces, &[1, 2, 2]), (Signal::Metrics, &[1, 2, 2, 7, 1])]
    {
        assert_eq!(refused(signal, many(path, 1001)), DecodeError::TooManyEvents { limit: 1000 });
        assert!(read(signal, Encoding::Protobuf, many(path, 1000)).is_ok());
    }
    for (signal, path) in [
        (Signal::Logs, &[1][..]),
        (Signal::Logs, &[1, 2]),
        (Signal::Logs, &[1, 1, 1]),
        (Signal::Logs, &[1, 2, 2, 6]),
        (Signal::Logs, &[1, 2, 2, 5, 5, 1]),
        (Signal::Traces, &[1, 2, 2, 11]),
        (Signal::Traces, &[1, 2, 2, 13]),
        (Signal::Metrics, &[1, 2, 2]),
        (Signal::Metrics, &[1, 2, 2, 11, 1, 6]),
    ] {
        let limit = DecodeLimits::default().max_nodes;
        assert_eq!(refused(signal, many(path, limit + 1)), DecodeError::TooManyValues { limit }, "{path:?}");
    }
}

#[test]
fn what_a_resource_says_is_not_repeated_without_end() {
    let value = AnyValue { value: Some(any_value::Value::StringValue("x".repeat(20_000))) };
    let resource = Resource {
        attributes: vec![KeyValue { key: "k".to_owned(), value: Some(value), ..KeyValue::default() }],
        ..Resource::default()
    };
    let logs = ScopeLogs { log_records: vec![LogRecord::default(); 1000], ..ScopeLogs::default() };
    let logs = ResourceLogs { resource: Some(resource), scope_logs: vec![logs], schema_url: String::new() };
    let message = ExportLogsServiceRequest { resource_logs: vec![logs] };
    let refused = read(Signal::Logs, Encoding::Protobuf, message.encode_to_vec());
    assert!(matches!(refused, Err(DecodeError::EnvelopeTooLarge { .. })));
}

#[test]
fn many_odd_things_and_many_scopes_take_no_more_than_they_send() {
    // Each of these would take minutes if an element were compared with every other, or a resource copied for every scope.
    let sevens = ["7"; 60_000].join(",");
    let span = format!(r#"{{"attributes":[{sevens}],"links":[{sevens}],"events":[{sevens}]}}"#);
    let body = format!(r#"{{"resourceSpans":[{{"scopeSpans":[{{"spans":[{span}]}}]}}]}}"#);
    assert!(read(Signal::Traces, Encoding::Json, body).is_ok_and(|lines| lines.len() == 1));
    let resource = format!(r#"{{"attributes":[{{"key":"k","value":{{"stringValue":"{}"}}}}]}}"#, "x".repeat(400_000));
    let scopes = [r#"{"spans":[]}"#; 40_000].join(",");
    let body = format!(r#"{{"resourceSpans":[{{"resource":{resource},"scopeSpans":[{scopes}]}}]}}"#);
    assert_eq!(read(Signal::Traces, Encoding::Json, body), Ok(Vec::new()));
}

#[test]
fn a_length_beyond_the_end_is_refused_without_memory_for_it() {
    for body in [
        &[0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f][..],
        &[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        &[0x0a],
        &[0x0b],
        &[0x80],
    ] {
        for signal in SIGNALS {
            assert!(
                matches!(read(signal, Encoding::Protobuf, body.to_vec()), Err(DecodeError::Misfit { .. })),
                "{body:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_message_that_ends_early_or_has_a_bent_byte_does_no_harm(message in messages::spans(), at in 0.0..1.0, byte: u8) {
        let mut body = message.encode_to_vec();
        let at = (body.len() as f64 * at) as usize;
        let _ = read(Signal::Traces, Encoding::Protobuf, body[..at].to_vec());
        if let Some(bent) = body.get_mut(at) {
            *bent = byte;
        }
        for signal in SIGNALS {
            let _ = read(signal, Encoding::Protobuf, body.clone());
        }
    }

    #[test]
    fn whatever_comes_does_no_harm(body: Vec<u8>) {
        for signal in SIGNALS {
            let _ = read(signal, Encoding::Protobuf, body.clone());
            let _ = read(signal, Encoding::Json, body.clone());
        }
    }
}

#[test]
fn a_group_that_nobody_knows_is_passed_over_however_it_is_nested() {
    const UNKNOWN: u64 = 99;
    let group = |inner: &[u8]| {
        let mut out = Vec::new();
        encode_varint(UNKNOWN << 3 | 3, &mut out);
        out.extend_from_slice(inner);
        encode_varint(UNKNOWN << 3 | 4, &mut out);
        out
    };
    let record = with_attribute(&wrapped(1, b"k"));
    let fields = [&[8, 1][..], &wrapped(7, b"text"), &[0x15, 1, 2, 3, 4], &[0x19, 1, 2, 3, 4, 5, 6, 7, 8]].concat();
    for unknown in [group(&[]), group(&fields), group(&group(&group(&fields)))] {
        let body = [&unknown[..], &record, &unknown].concat();
        assert_eq!(read(Signal::Logs, Encoding::Protobuf, body).map(|lines| lines.len()), Ok(1), "{unknown:?}");
    }
    let deep = (0..10_000).fold(Vec::new(), |inner, _| group(&inner));
    assert!(matches!(read(Signal::Logs, Encoding::Protobuf, deep), Err(DecodeError::TooDeep { .. })));
    let whole = group(&fields);
    let another_end = [&whole[..whole.len() - 2], &[0x1c]].concat();
    for bad in [&whole[..whole.len() - 1], &whole[..3], &another_end, &[0x1c]] {
        assert!(
            matches!(read(Signal::Logs, Encoding::Protobuf, bad.to_vec()), Err(DecodeError::Misfit { .. })),
            "{bad:?}"
        );
    }
}
