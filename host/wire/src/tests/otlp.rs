//! JSON is written by the `serde` of `opentelemetry-proto`, which is not what reads it here.

mod members;
mod values;

use super::*;
use opentelemetry_proto::tonic::{common::v1::any_value, logs::v1::LogRecord};
use proptest::prelude::*;
use prost::Message;
use serde::Serialize;
use serde_json::json;

fn both(signal: Signal, message: &(impl Message + Serialize)) -> Vec<Value> {
    let protobuf = read(signal, Encoding::Protobuf, message.encode_to_vec());
    let json = read(signal, Encoding::Json, serde_json::to_vec(message).unwrap());
    assert_eq!(protobuf, json);
    protobuf.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn log_records_come_back_and_are_the_same_in_both_encodings(message in messages::logs()) {
        let lines = both(Signal::Logs, &message);
        let records: Vec<&LogRecord> = message.resource_logs.iter().flat_map(|logs| &logs.scope_logs).flat_map(|logs| &logs.log_records).collect();
        prop_assert_eq!(lines.len(), records.len());
        for (line, record) in lines.iter().zip(records) {
            if let Some(any_value::Value::StringValue(body)) = record.body.as_ref().and_then(|body| body.value.as_ref()) {
                prop_assert_eq!(line["message"].as_str().unwrap_or_default(), body);
            }
            let nanoseconds = if record.time_unix_nano == 0 { record.observed_time_unix_nano } else { record.time_unix_nano };
            let time: jiff::Timestamp = line["timestamp"].as_str().unwrap().parse().unwrap();
            prop_assert_eq!(time.as_nanosecond(), i128::from(nanoseconds));
        }
    }

    #[test]
    fn spans_come_back_and_are_the_same_in_both_encodings(message in messages::spans()) {
        let lines = both(Signal::Traces, &message);
        let spans = message.resource_spans.iter().flat_map(|spans| &spans.scope_spans).flat_map(|spans| &spans.spans);
        for (line, span) in lines.iter().zip(spans) {
            prop_assert_eq!(&line["kind"], "span");
            prop_assert_eq!(line["name"].as_str().unwrap_or_default(), &span.name);
        }
    }

    #[test]
    fn data_points_come_back_and_are_the_same_in_both_encodings(message in messages::metrics()) {
        for line in both(Signal::Metrics, &message) {
            prop_assert_eq!(&line["kind"], "measurement");
        }
    }
}
