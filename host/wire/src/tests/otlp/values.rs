//! Values of attributes in JSON.

use super::*;

fn value(json: &Value) -> Result<Value, DecodeError> {
    let attributes = json!([{"key": "a", "value": json}]);
    let body = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [{"attributes": attributes}]}]}]});
    read(Signal::Logs, Encoding::Json, body.to_string()).map(|lines| lines[0]["attributes"]["a"].clone())
}

#[test]
fn values_are_read_by_the_rules_of_the_specification() {
    for (said, meant) in [
        (json!({"intValue": "-9223372036854775808"}), json!(i64::MIN)),
        (json!({"intValue": 17}), json!(17)),
        (json!({"intValue": 1.5e3}), json!(1500)),
        (json!({"intValue": 9_007_199_254_740_993_i64}), json!(9_007_199_254_740_993_i64)),
        (json!({"intValue": "9007199254740993.0"}), json!(9_007_199_254_740_993_i64)),
        (json!({"intValue": "-9.223372036854775807E18"}), json!(-i64::MAX)),
        (json!({"intValue": "15000e-3"}), json!(15)),
        (json!({"intValue": "0e2147483647"}), json!(0)),
        (json!({"doubleValue": 5}), json!(5.0)),
        (json!({"doubleValue": "1.5"}), json!(1.5)),
        (json!({"doubleValue": "NaN"}), json!("NaN")),
        (json!({"doubleValue": "-Infinity"}), json!("-Infinity")),
        (json!({"bytesValue": "AP8="}), json!("AP8=")),
        (json!({"bytesValue": "AP8"}), json!("AP8=")),
        (json!({"stringValue": null, "boolValue": true}), json!(true)),
        (json!({"newValue": {"deep": []}, "stringValue": "known"}), json!("known")),
        (json!({"arrayValue": {}}), json!([])),
        (json!({"arrayValue": {"values": [{}, {"stringValue": ""}]}}), json!([null, ""])),
        (json!({"kvlistValue": {"values": [{"key": "b"}]}}), json!({"b": null})),
        (json!({}), json!(null)),
        (json!(null), json!(null)),
    ] {
        assert_eq!(value(&said), Ok(meant), "{said}");
    }
}

#[test]
fn a_value_of_another_type_is_kept_as_what_it_is() {
    for (said, meant) in [
        (json!({"intValue": "9223372036854775808"}), json!(9_223_372_036_854_775_808_u64)),
        (json!({"intValue": 9_223_372_036_854_775_808_u64}), json!(9_223_372_036_854_775_808_u64)),
        (json!({"intValue": 1e21}), json!(1e21)),
        (json!({"intValue": 1.5}), json!(1.5)),
        (json!({"intValue": ""}), json!("")),
        (json!({"intValue": "-"}), json!("-")),
        (json!({"intValue": "01e3x"}), json!("01e3x")),
        (json!({"intValue": "1e2147483647"}), json!("1e2147483647")),
        (json!({"intValue": "Infinity"}), json!("Infinity")),
        (json!({"doubleValue": "a"}), json!("a")),
        (json!({"doubleValue": "1e400"}), json!("1e400")),
        (json!({"doubleValue": true}), json!(true)),
        (json!({"stringValue": 5}), json!(5)),
        (json!({"boolValue": "true"}), json!("true")),
        (json!({"bytesValue": "A"}), json!("A")),
        (json!({"arrayValue": 7}), json!(7)),
        (json!({"arrayValue": {"values": 7}}), json!({"values": 7})),
        (json!({"arrayValue": {"values": [null, 7, {"stringValue": {"a": 1}}]}}), json!([null, 7, {"a": 1}])),
        (json!({"kvlistValue": {"values": [7]}}), json!({"values": [7]})),
        (json!({"kvlistValue": {"values": [{"key": 7, "value": true}]}}), json!({"7": true})),
        (json!({"newValue": 1}), json!({"newValue": 1})),
        (json!("a"), json!("a")),
        (json!([1]), json!([1])),
    ] {
        assert_eq!(value(&said), Ok(meant), "{said}");
    }
}

#[test]
fn a_number_with_a_fraction_of_zeros_is_read_exactly() {
    let body = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[
        {"key":"a","value":{"intValue":9007199254740993.0}},{"key":"b","value":{"intValue":9.007199254740993e15}}]}]}]}]}"#;
    let lines = read(Signal::Logs, Encoding::Json, body).unwrap();
    assert_eq!(lines[0]["attributes"], json!({"a": 9_007_199_254_740_993_i64, "b": 9_007_199_254_740_993_i64}));
}
