//! Pairs that are read at once are what the same pairs are that are read member by member.

use proptest::prelude::*;

use super::*;

/// Values as they are written, of which some cannot be copied and some are not even JSON.
const VALUES: [&str; 18] = [
    r#"{"stringValue":"a text of more than sixteen bytes"}"#,
    r#"{"stringValue":""}"#,
    r#"{"stringValue":"a \"quote\" and \u00e9"}"#,
    r#"{"stringValue":"beyond ASCII: é"}"#,
    r#"{"stringValue":"a text", "stringValue":"another"}"#,
    r#"{"stringValue":7}"#,
    r#"{"intValue":"1440"}"#,
    r#"{"intValue":-3}"#,
    r#"{"intValue": 5 }"#,
    "{\"intValue\":\n5}",
    r#"{"doubleValue":1e400}"#,
    r#"{"boolValue":true}"#,
    r#"{"bool\u0056alue":false}"#,
    r#"{"boolValue":nul}"#,
    r#"{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}"#,
    r#"{"doubleValue":1.5"#,
    "{}",
    "null",
];

fn bodies(pairs: &[(String, usize)]) -> [String; 2] {
    // White space before the first name is enough for a pair to be read like any object.
    ["{", "{ "].map(|bracket| {
        let written = pairs.iter().map(|(key, value)| {
            format!("{bracket}\"key\":{},\"value\":{}}}", Json::from(key.as_str()), VALUES[*value])
        });
        format!(r#"{{"attributes":{{"list":[{}]}}}}"#, written.collect::<Vec<_>>().join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn pairs_are_what_any_objects_are(
        pairs in prop::collection::vec(("[a-z.]{0,20}|[\"é]", prop_oneof![9 => 0..13_usize, 1 => 0..VALUES.len()]), 1..8),
    ) {
        let [close, apart] = bodies(&pairs).map(|body| decode(body).map(|batch| lines(&batch)));
        match (close, apart) {
            (Ok(close), Ok(apart)) => prop_assert_eq!(close, apart),
            (close, apart) => {
                let what = |error| matches!(error, Some(DecodeError::Syntax { .. }));
                prop_assert!(what(close.err()) && what(apart.err()));
            }
        }
    }

    #[test]
    fn a_pair_says_what_its_members_say(
        pairs in prop::collection::vec(("[a-z.]{0,20}", 0..13_usize), 1..8),
    ) {
        let [close, _] = bodies(&pairs);
        let document = Document::read(close, 32, 1 << 10).unwrap();
        let list = document.root().member("attributes").and_then(|list| list.member("list")).unwrap();
        for (element, (key, _)) in list.elements().unwrap().zip(&pairs) {
            let Some((name, (of_value, value))) = element.pair() else { continue };
            prop_assert_eq!(name, key);
            let [of_key, around] = element.exact_members(["key", "value"]).unwrap();
            prop_assert_eq!(of_key.text(), Some(name));
            let (own_name, own) = around.only_member().unwrap();
            prop_assert_eq!((own_name, own.raw()), (of_value, value.raw()));
        }
    }
}

#[test]
fn pairs_past_a_limit_are_refused_like_any_objects() {
    let [close, apart] = bodies(&[("a".to_owned(), 0), ("b".to_owned(), 6)]);
    for (depth, nodes) in [(3, 99), (4, 99), (5, 99), (9, 10), (9, 12), (9, 17), (9, 18), (9, 19), (9, 20)] {
        let read = |body: &str| Document::read(body.to_owned(), depth, nodes).map(drop);
        assert_eq!(read(&close), read(&apart), "{depth}, {nodes}");
    }
}
