//! Reading and editing a batch, as a filter does it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use sluice_filter::diagnostics::{Counter, Histogram};
use sluice_filter::testing::{self, Outcome, Request, json};
use sluice_filter::{
    Batch, EditError, Event, Filter, Kind, Leaf, NoSettings, Pattern, Replacement, Rule, Scanner, Span, Text, Value,
    context,
};

/// A filter that is only a function.
struct Does(Work, Declared);

type Work = fn(&Batch, Declared);

#[derive(Clone, Copy)]
struct Declared {
    scanner: Scanner,
    rule: Rule,
    counter: Counter,
    histogram: Histogram,
}

impl Filter for Does {
    type Settings = NoSettings;

    fn configure(_: NoSettings) -> Result<Self, String> {
        let email = Pattern::kind(Kind::Email);
        let user = Pattern::regex("user", r"u\d+").replaced_by(Replacement::Pseudonym);
        let scanner = Scanner::compile(&[email, user])?;
        let (rule, counter) = (Rule::declare("r")?, Counter::declare("seen")?);
        Ok(Does(|_, _| (), Declared { scanner, rule, counter, histogram: Histogram::declare("length")? }))
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        self.0(batch, self.1);
        Ok(())
    }
}

fn run(events: serde_json::Value, work: Work) -> Outcome {
    let filter = Does(work, testing::configure::<Does>(json!({})).unwrap().1);
    testing::run_with(&filter, events, Request { origin: Some("https://a.example".into()), ..Request::default() })
        .unwrap()
}

#[test]
fn values_have_the_type_that_was_sent() {
    let event = json!({"a": null, "b": true, "c": -7, "d": 77.1, "e": "x", "f": [1], "g": 18446744073709551615u64});
    run(json!([event]), |batch, _| {
        let event = batch.events().next().unwrap();
        let expected = [
            ("/a", Value::Null),
            ("/b", Value::Boolean(true)),
            ("/c", Value::Integer(-7)),
            ("/d", Value::Number(77.1)),
            ("/e", Value::Text("x".into())),
            ("/f", Value::Json("[1]".into())),
            ("/g", Value::Json("18446744073709551615".into())),
        ];
        for (path, value) in expected {
            assert_eq!(event.get(path), Some(value), "{path}");
        }
        assert_eq!(event.get("/h"), None);
        assert_eq!(event.text("/c"), None);
        assert_eq!(context::origin().as_deref(), Some("https://a.example"));
    });
}

#[test]
fn texts_carry_pointers_that_find_them_again() {
    run(json!([{"a/b": {"~": ["x", 1, {"c": "y"}]}, "d": "z"}]), |batch, _| {
        let event = batch.events().next().unwrap();
        let texts = event.texts("");
        assert_eq!(texts[0], Text { path: "/a~1b/~0/0".into(), text: "x".into() });
        assert_eq!(texts.len(), 3);
        assert!(texts.iter().all(|it| event.text(&it.path).as_ref() == Some(&it.text)));
    });
}

#[test]
fn a_walk_meets_all_that_holds_nothing_else() {
    run(json!([{"a/b": {"~": ["x", 1, {}]}, "n": null, "big": 18446744073709551615u64}]), |batch, _| {
        let event = batch.events().next().unwrap();
        let leaf = |path: &str, value| Leaf { path: path.into(), value };
        let expected = [
            leaf("/a~1b/~0/0", Value::Text("x".into())),
            leaf("/a~1b/~0/1", Value::Integer(1)),
            leaf("/big", Value::Json("18446744073709551615".into())),
            leaf("/n", Value::Null),
        ];
        let mut leaves = event.walk("");
        leaves.sort_by(|a, b| a.path.cmp(&b.path));
        assert_eq!(leaves, expected);
        assert!(leaves.iter().all(|leaf| event.get(&leaf.path).as_ref() == Some(&leaf.value)));
        assert_eq!(event.walk("/n"), [leaf("/n", Value::Null)]);
        assert!(event.walk("/a~1b/~0/2").is_empty() && event.walk("/nowhere").is_empty());
        assert_eq!((leaves[0].name(), leaf("/x/~01", Value::Null).name()), ("0".into(), "~1".into()));
    });
}

#[test]
fn members_and_elements_are_listed_without_parsing() {
    run(json!([{"a/b": {"y": 1, "x": []}, "list": ["p", "q"]}]), |batch, _| {
        let event = batch.events().next().unwrap();
        let sorted = |path: &str| {
            let mut names = event.members(path);
            names.sort();
            names
        };
        assert_eq!(sorted(""), ["a/b", "list"]);
        assert_eq!(sorted("/a~1b"), ["x", "y"]);
        assert_eq!(event.members("/list"), ["0", "1"]);
        assert!(event.members("/list/0").is_empty() && event.members("/a~1b/x").is_empty());
        assert!(event.members("/nowhere").is_empty());
    });
}

#[test]
fn hashes_are_the_same_for_the_same_value_and_events_are_filtered() {
    let events = json!([{"s": "a", "n": 1}, {"s": "a", "n": "1"}, {"s": "b", "n": []}, {"s": null}]);
    let outcome = run(events, |batch, _| {
        let events: Vec<_> = batch.events().collect();
        let hash = |event: usize, path: &str| events[event].hash(path);
        assert!(hash(0, "/s").is_some() && hash(0, "/s") == hash(1, "/s") && hash(0, "/s") != hash(2, "/s"));
        assert_eq!(hash(0, "/n"), hash(1, "/n"));
        assert_eq!([hash(2, "/n"), hash(3, "/s"), hash(0, "/x"), hash(0, "")], [None; 4]);
        batch.events().filter(|event| event.hash("/s").is_none()).for_each(Event::drop);
    });
    assert_eq!(outcome.events.len(), 3);
}

#[test]
fn spans_are_widened_to_characters_and_joined() {
    let outcome = run(json!([{"m": "aöb cd"}, {"m": "abc"}, {"m": "abcdef"}]), |batch, Declared { rule, .. }| {
        let events: Vec<_> = batch.events().collect();
        assert!(events[0].mask("/m", &[Span { start: 2, end: 3 }, Span { start: 5, end: 99 }], rule));
        assert!(!events[1].mask("/m", &[], rule));
        assert!(!events[1].mask("/n", &[Span { start: 0, end: 1 }], rule));
        assert!(events[2].mask("/m", &[Span { start: 1, end: 3 }, Span { start: 2, end: 4 }], rule));
    });
    let masked = json!([{"m": "a[redacted:r]b [redacted:r]"}, {"m": "abc"}, {"m": "a[redacted:r]ef"}]);
    assert_eq!(json!(outcome.events), masked);
    assert_eq!(outcome.redactions["r"], 2);
}

#[test]
fn dropped_events_are_gone_for_every_later_call() {
    let outcome =
        run(json!([{"m": "a@example.com"}, {"m": "b@example.com"}]), |batch, Declared { scanner, rule, .. }| {
            let first = batch.events().next().unwrap();
            first.drop();
            assert_eq!((batch.len(), first.get("/m"), first.remove("/m", rule)), (2, None, false));
            assert!(first.walk("").is_empty() && first.members("").is_empty() && first.hash("/m").is_none());
            assert_eq!(first.set("/n", 1), Err(EditError::NoSuchEvent));
            assert_eq!(batch.scan(scanner, ""), 1);
            batch.set("/n", true).unwrap();
        });
    assert_eq!(outcome.events, [json!({"m": "[redacted:email]", "n": true})]);
}

#[test]
fn removing_and_setting_follow_pointers() {
    let outcome = run(json!([{"a": [1, 2], "b": {"c": 1}}]), |batch, Declared { rule, .. }| {
        let event = batch.events().next().unwrap();
        assert!(event.remove("/a/0", rule) && event.remove("/b/c", rule));
        assert!(!event.remove("/a/7", rule) && !event.remove("/x", rule) && !event.remove("", rule));
        event.set("/x/y~1z", "deep").unwrap();
        event.set("/b", Value::Json("{\"d\":[null]}".into())).unwrap();
        assert_eq!(event.set("/a/b", 1), Err(EditError::BadPath));
        assert_eq!(event.set("x", 1), Err(EditError::BadPath));
        assert_eq!(event.set("/x", Value::Json("{".into())), Err(EditError::BadValue));
        assert_eq!(event.set("/x", f64::NAN), Err(EditError::BadValue));
    });
    assert_eq!(outcome.events, [json!({"a": [2], "b": {"d": [null]}, "x": {"y/z": "deep"}})]);
}

#[test]
fn pseudonyms_are_the_same_for_the_same_value() {
    let outcome = run(json!([{"m": "u12 u13 u12", "n": 5, "o": []}]), |batch, Declared { scanner, rule, .. }| {
        let event = batch.events().next().unwrap();
        assert_eq!(event.scan(scanner, "/m"), 3);
        assert!(event.pseudonymise("/n", rule) && !event.pseudonymise("/o", rule));
    });
    let message: Vec<_> = outcome.events[0]["m"].as_str().unwrap().split(' ').collect();
    assert_eq!(message[0], message[2]);
    assert_ne!(message[0], message[1]);
    assert!(outcome.events[0]["n"].as_str().unwrap().starts_with("[r:"));
}

#[test]
fn matches_are_in_order_and_say_which_pattern() {
    run(json!([{}]), |_, Declared { scanner, .. }| {
        let found = scanner.find("u1 a@b.example u2");
        let places: Vec<_> = found.iter().map(|it| (it.span.start, it.span.end, it.pattern)).collect();
        assert_eq!(places, [(0, 2, 1), (3, 14, 0), (15, 17, 1)]);
    });
}

#[test]
fn scanners_are_compiled_while_configuring_only() {
    run(json!([{}]), |_, _| assert!(Scanner::compile(&[Pattern::kind(Kind::Email)]).is_err()));
}

#[test]
fn names_are_declared_while_configuring_only() {
    run(json!([{}]), |_, _| {
        assert!(
            Rule::declare("r").is_err() && Counter::declare("seen").is_err() && Histogram::declare("length").is_err()
        );
    });
}

/// Declares one rule and one counter, by the names that its settings say.
struct Names;

impl Filter for Names {
    type Settings = [String; 2];

    fn configure([rule, counter]: [String; 2]) -> Result<Self, String> {
        if Rule::declare(&rule)? != Rule::declare(&rule)? {
            return Err("one name, two rules".into());
        }
        Counter::declare(&counter).map(|_| Names)
    }

    fn process(&self, _: &Batch) -> Result<(), String> {
        Ok(())
    }
}

#[test]
fn a_name_that_the_host_would_refuse_is_refused_in_a_unit_test_too() {
    assert!(testing::configure::<Names>(json!(["a-rule", "a_counter"])).is_ok());
    for (rule, counter) in [("a rule", "a_counter"), ("", "a_counter"), ("a-rule", "a-counter"), ("a-rule", "A")] {
        assert!(testing::configure::<Names>(json!([rule, counter])).is_err(), "{rule} {counter}");
    }
}

#[test]
fn what_a_filter_measures_is_under_the_names_that_it_declared() {
    let outcome = run(json!([{}]), |_, Declared { counter, histogram, .. }| {
        counter.add(2);
        counter.add(1);
        histogram.observe(0.5);
        histogram.observe(f64::NAN);
    });
    assert_eq!(outcome.counts["seen"], 3);
    assert_eq!(outcome.observations, [("length".to_owned(), 0.5)]);
}
