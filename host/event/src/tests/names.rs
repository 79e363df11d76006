//! Names that are expected and do not come: what is read depends on the body alone.

use proptest::prelude::*;

use super::{
    docs::{Doc, render},
    *,
};
use crate::decode::json_value::Json as Sent;

/// Names of which some begin as others, of lengths around those that are compared at once, with and without escapes.
fn name() -> impl Strategy<Value = String> {
    const LONG: &str = "a-name-that-goes-on-and-on";
    prop_oneof![
        4 => (1..LONG.len()).prop_map(|length| LONG[..length].to_owned()),
        2 => (8..LONG.len()).prop_map(|length| format!("{}X{}", &LONG[..length - 1], &LONG[length..])),
        1 => "[\"\\\\é\u{7f}]{1,2}",
        1 => (0..400).prop_map(|number| format!("name-{number}")),
    ]
}

fn value() -> impl Strategy<Value = Doc> {
    let leaf = prop_oneof![
        Just(Doc::Text("a text of more than sixteen bytes".to_owned())),
        "[a-c\"é]{0,3}".prop_map(Doc::Text),
        "(0|-?[1-9][0-9]{0,12})(\\.[0-9]{1,9})?([eE][+-]?[0-9])?".prop_map(Doc::Number),
        prop::sample::select(vec!["null", "true", "false"]).prop_map(Doc::Word),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Doc::Array),
            prop::collection::vec((name(), inner), 0..3).prop_map(Doc::Object),
        ]
    })
}

/// Events whose members come in one order, but for some that are moved, left out or given twice.
fn events() -> impl Strategy<Value = Vec<Doc>> {
    let members = prop::collection::vec((name(), value()), 1..12);
    (members, prop::collection::vec((any::<u16>(), any::<u16>(), 0..4_u8), 1..6)).prop_map(|(members, changes)| {
        let changed = |(at, to, change): (u16, u16, u8)| {
            let mut members = members.clone();
            let (at, to) = (usize::from(at) % members.len(), usize::from(to) % members.len());
            match change {
                0 => members.swap(at, to),
                1 => drop(members.remove(at)),
                2 => members.push(members[at].clone()),
                _ => {}
            }
            Doc::Object(members)
        };
        changes.into_iter().map(changed).collect()
    })
}

/// The attributes of each event, as its line has them.
fn attributes(batch: &Batch) -> Vec<Json> {
    lines(batch).into_iter().map(|mut line| line["attributes"].take()).collect()
}

fn sent_attributes(body: &str) -> Vec<Json> {
    let sent: Vec<Json> = serde_json::from_str(body).unwrap();
    sent.into_iter().map(|event| if event == serde_json::json!({}) { Json::Null } else { event }).collect()
}

fn rebuilt(body: &str) -> Batch {
    fn write(value: Sent<'_>, writer: &mut ValueWriter<'_, '_>) {
        match value.members() {
            Some(members) => writer.object(|writer| members.for_each(|(name, value)| write(value, writer.name(name)))),
            None => writer.json(value),
        }
    }
    let limits = DecodeLimits::default();
    let document = Document::read(body.to_owned(), limits.max_depth, limits.max_nodes).unwrap();
    let built = document.into_batch(&limits, |document, events| {
        for element in document.root().elements().into_iter().flatten() {
            let members = || element.members().into_iter().flatten();
            events.event(|writer| members().for_each(|(name, value)| write(value, writer.name(name))))?;
        }
        Ok(DecodeReport::default())
    });
    built.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn events_are_what_was_sent_in_whatever_order_their_names_come(events in events(), seed: u64) {
        let body = render(&Doc::Array(events), seed);
        prop_assert_eq!(attributes(&decode(&body).unwrap()), sent_attributes(&body));
        prop_assert_eq!(attributes(&rebuilt(&body)), sent_attributes(&body));
    }
}

#[test]
fn more_names_than_the_table_has_are_read_twice_over() {
    let members: Vec<String> = (0..600).map(|number| format!("\"a-name-{number}\":{number}")).collect();
    let body = format!("[{{{0}}},{{{0}}},{{{1}}}]", members.join(","), members[300..].join(", "));
    assert_eq!(attributes(&decode(&body).unwrap()), sent_attributes(&body));
    assert_eq!(attributes(&rebuilt(&body)), sent_attributes(&body));
}

#[test]
fn a_name_that_begins_as_the_expected_one_is_another() {
    for (first, second) in
        [("ab", "abc"), ("abc", "ab"), ("a-name-of-fifteen", "a-name-of-fifteen-and"), ("ab", "ab\\\"")]
    {
        let body = format!(r#"[{{"x":1,"{first}":2}},{{"x":1,"{second}":2}},{{"x":1,"{first}":3,"{first}":4}}]"#);
        assert_eq!(attributes(&decode(&body).unwrap()), sent_attributes(&body), "{body}");
    }
}

#[test]
fn a_body_may_end_where_a_name_is_expected() {
    let whole = r#"[{"level":1,"a-name-that-is-long":{}},{"level":2,"a-name-that-is-long":{}}]"#;
    for end in 0..whole.len() {
        assert!(decode(&whole[..end]).is_err(), "{}", &whole[..end]);
    }
    assert!(decode(whole).is_ok());
    // Zeros are what the table has where it knows nothing.
    assert!(decode("[{\"a\":1},{\"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\":1}]").is_err());
}

#[test]
fn members_that_are_copied_together_are_those_that_stand_together() {
    for body in [
        r#"[{"level":"a","name":"b","message":"c","x":1,"y":[2],"attributes":{"z":3}}]"#,
        r#"[{"message":"c","x":1,"level":"a","y":[2],"name":"b"}]"#,
        "[{\"level\": \"a\", \"name\" :\"b\",\n\"message\":\"c\",\"x\" : 1, \"y\": [2] ,\"z\":3}]",
        r#"[{"level":"a","name":1,"message":"c\n","x":1,"x":2,"y":null}]"#,
    ] {
        let line = lines(&decode(body).unwrap()).remove(0);
        let sent: Json = serde_json::from_str(body).unwrap();
        let own = sent[0]["attributes"].as_object().into_iter().flatten();
        for (name, value) in sent[0].as_object().unwrap().iter().filter(|(name, _)| *name != "attributes").chain(own) {
            let is_known = matches!(name.as_str(), "level" | "name" | "message") && value.is_string();
            let place = if is_known { &line[name] } else { &line["attributes"][name] };
            assert_eq!(place, value, "{name} in {line}");
        }
    }
}
