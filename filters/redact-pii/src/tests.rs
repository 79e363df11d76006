use super::RedactPii;
use sluice_filter::testing::{self, Outcome, json};

fn redacted(settings: serde_json::Value, event: serde_json::Value) -> Outcome {
    let filter: RedactPii = testing::configure(settings).unwrap();
    testing::run(&filter, json!([event])).unwrap()
}

fn refusal(settings: serde_json::Value) -> String {
    testing::configure::<RedactPii>(settings).err().unwrap()
}

#[test]
fn without_settings_every_kind_is_masked_everywhere() {
    let outcome = redacted(json!({}), json!({"message": "eve@example.com", "attributes": {"n": ["10.1.2.3", 7]}}));
    let clean = json!({"message": "[redacted:email]", "attributes": {"n": ["[redacted:ipv4]", 7]}});
    assert_eq!(outcome.events, [clean]);
    assert_eq!(outcome.redactions["email"], 1);
}

#[test]
fn only_the_chosen_paths_and_kinds_are_touched() {
    let settings = json!({"kinds": ["email"], "paths": ["/attributes"]});
    let event = json!({"message": "eve@example.com", "attributes": {"a": "eve@example.com", "b": "10.1.2.3"}});
    let clean = json!({"message": "eve@example.com", "attributes": {"a": "[redacted:email]", "b": "10.1.2.3"}});
    assert_eq!(redacted(settings, event).events, [clean]);
}

#[test]
fn places_that_are_kept_are_not_looked_at() {
    let settings = json!({"kinds": ["email"], "keep": ["/attributes/a/*", "/**/support"]});
    let mail = "eve@example.com";
    let event = json!({"message": mail, "attributes": {"a": {"b": mail}, "c": {"support": {mail: mail}, "d": mail}}});
    let mask = "[redacted:email]";
    let clean = json!({"message": mask, "attributes": {"a": {"b": mail}, "c": {"support": {mail: mail}, "d": mask}}});
    assert_eq!(redacted(settings, event).events, [clean]);
}

#[test]
fn an_action_holds_for_all_for_one_kind_or_for_one_pattern() {
    let settings = json!({
        "kinds": ["email", "ssn"],
        "action": "pseudonymise",
        "actions": {"ssn": "mask"},
        "patterns": [{"rule": "order", "regex": "A-\\d+", "action": "mask"}, {"rule": "user", "regex": "u\\d+"}],
    });
    let outcome = redacted(settings, json!({"message": "eve@example.com 078-05-1120 A-17 u12"}));
    let message = outcome.events[0]["message"].as_str().unwrap();
    assert!(message.starts_with("[email:"), "{message}");
    assert!(message.contains("] [redacted:ssn] [redacted:order] [user:"), "{message}");
}

#[test]
fn what_is_left_in_the_place_of_a_match_is_said_by_kind_group_and_pattern() {
    let settings = json!({
        "kinds": ["financial", "network", "email"],
        "actions": {"card": "keep-bin-and-last-four", "iban": "keep-last-four", "network": "remove", "email": {"text": "<mail>"}},
        "patterns": [{"rule": "order", "regex": "A-\\d+", "action": {"text": "(order)"}}],
    });
    let event = json!({"message": "eve@example.com, A-17, 4111 1111 1111 1111, DE89 3704 0044 0532 0130 00",
        "attributes": {"from": ["10.1.2.3", 7], "n": 4111111111111111u64, "gateway": "at 10.1.2.3 or eve@example.com"}});
    let outcome = redacted(settings, event);
    let clean = json!({"message": "<mail>, (order), [card:411111*1111], [iban:*3000]",
        "attributes": {"from": [7], "n": "[card:411111*1111]"}});
    assert_eq!(outcome.events, [clean]);
    let counts: Vec<_> = outcome.redactions.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
    assert_eq!(counts, [("card", 2), ("email", 2), ("iban", 1), ("ipv4", 2), ("order", 1)]);
}

#[test]
fn a_group_stands_for_its_kinds_and_a_kind_counts_more_than_its_group() {
    let settings = json!({
        "kinds": ["contact", "network", "user-path"],
        "actions": {"contact": "pseudonymise", "phone": "mask"},
    });
    let text = "eve@example.com called +14155550132 from 10.1.2.3, 00-1b-44-11-3a-b7, /home/eve, 078-05-1120";
    let outcome = redacted(settings, json!({"message": text}));
    let message = outcome.events[0]["message"].as_str().unwrap();
    assert!(message.starts_with("[email:"), "{message}");
    let rest =
        "] called [redacted:phone] from [redacted:ipv4], [redacted:mac-address], [redacted:user-path], 078-05-1120";
    assert!(message.ends_with(rest), "{message}");
}

#[test]
fn names_of_members_are_looked_at_unless_told_otherwise() {
    let event = json!({"attributes": {"eve@example.com": 1}});
    assert_eq!(redacted(json!({"member_names": false}), event.clone()).events[0], event);
    let clean = json!({"attributes": {"[redacted:email]": 1}});
    assert_eq!(redacted(json!({}), event).events, [clean]);
}

#[test]
fn members_are_removed_whatever_is_in_them() {
    let settings = json!({"kinds": [], "remove": ["/attributes/password", "/attributes/card"]});
    let outcome = redacted(settings, json!({"attributes": {"password": {"old": 1}, "site": "vie"}}));
    assert_eq!(outcome.events, [json!({"attributes": {"site": "vie"}})]);
    assert_eq!(outcome.redactions["removed"], 1);
}

#[test]
fn a_wrong_setting_is_refused_with_what_would_be_right() {
    let wrong = [
        (json!({"kind": []}), "unknown field `kind`"),
        (json!({"kinds": ["mail"]}), "unknown variant `mail`"),
        (json!({"kinds": ["email", "email"]}), "kinds: email is there twice"),
        (json!({"kinds": ["contact", "email"]}), "kinds: email is there twice"),
        (json!({"kinds": ["network"], "actions": {"contact": "mask"}}), "actions: email is not among the kinds"),
        (json!({"kinds": []}), "nothing to redact"),
        (json!({"kinds": [], "remove": ["/name"], "member_names": true}), "member_names"),
        (json!({"kinds": ["email"], "actions": {"card": "mask"}}), "actions: card is not among the kinds"),
        (json!({"kinds": ["email"], "secret_names": ["voucher"]}), "secret_names, plain_names: neither"),
        (json!({"kinds": ["email"], "countries": ["DE"]}), "countries: phone is not"),
        (json!({"action": "hash"}), "unknown variant `hash`"),
        (json!({"action": "keep-last-four"}), "the action of email: the last four digits"),
        (json!({"actions": {"ssn": "keep-last-four"}}), "the action of ssn: the last four digits"),
        (json!({"actions": {"iban": "keep-bin-and-last-four"}}), "the action of iban: the first six digits"),
        (json!({"actions": {"card": {"text": ""}}}), "the action of card: the text has 0 bytes"),
        (json!({"actions": {"card": {"text": "x".repeat(65)}}}), "the action of card: the text has 65 bytes"),
        (
            json!({"actions": {"card": {"text": "a\nb"}}}),
            "the action of card: the text has a character that is not shown",
        ),
        (json!({"actions": {"card": {"text": " - "}}}), "the action of card: the text has only digits"),
        (json!({"actions": {"card": {"text": "ask eve@example.com"}}}), "is found as email itself"),
        (json!({"actions": {"card": {"regex": "x"}}}), "unknown variant `regex`"),
        (
            json!({"patterns": [{"rule": "a", "regex": "b+", "action": {"text": "abc"}}]}),
            "the action of a: the text in the place of a is found as a itself",
        ),
        (json!({"paths": []}), "paths: give at least one"),
        (json!({"paths": ["message"]}), "paths: \"message\" is not a json pointer"),
        (json!({"paths": ["/a~b"]}), "not a json pointer"),
        (json!({"paths": ["/page", "/page/url"]}), "paths: \"/page/url\" lies in \"/page\""),
        (json!({"paths": ["/page", "/page"]}), "lies in"),
        (json!({"paths": vec!["/page"; 33]}), "paths: at most 32"),
        (
            json!({"paths": ["/user"]}),
            "paths: \"/user\" is in no event; members that a line has no place for are below",
        ),
        (json!({"remove": ["/password"]}), "remove: \"/password\" is in no event"),
        (json!({"remove": ["/kind"]}), "remove: the kind of an event cannot be removed"),
        (json!({"remove": ["/page", "/page/url"]}), "remove: \"/page/url\" lies in \"/page\", which is removed anyway"),
        (
            json!({"remove": ["/page"], "paths": ["/page/url"]}),
            "paths: \"/page/url\" lies in \"/page\", which is removed",
        ),
        (json!({"remove": [""]}), "remove: an event cannot"),
        (json!({"keep": ["attributes"]}), "keep: \"attributes\" is no pattern"),
        (json!({"kinds": [], "remove": ["/name"], "keep": ["/page"]}), "keep: nothing is looked at"),
        (json!({"keep": ["/x"]}), "keep: \"/x\" is in no event"),
        (json!({"keep": ["/page", "/page"]}), "keep: \"/page\" lies in \"/page\", which is kept anyway"),
        (json!({"keep": ["/attributes/*/a", "/attributes/*"]}), "lies in \"/attributes/*\", which is kept anyway"),
        (json!({"keep": ["/**"]}), "keep: nothing of \"\" in paths is looked at, because \"/**\" is kept"),
        (json!({"keep": ["/page/url"], "paths": ["/message"]}), "keep: \"/page/url\" lies in none of the paths"),
        (json!({"keep": ["/*/url"], "paths": ["/page/id"]}), "keep: \"/*/url\" lies in none of the paths"),
        (json!({"keep": ["/page/*"], "paths": ["/page/url"]}), "keep: nothing of \"/page/url\" in paths is looked at"),
        (
            json!({"keep": ["/**/url"], "paths": ["/page/url/a"]}),
            "keep: nothing of \"/page/url/a\" in paths is looked at",
        ),
        (
            json!({"keep": ["/page/url"], "remove": ["/page"]}),
            "keep: \"/page/url\" lies in \"/page\", which is removed",
        ),
        (json!({"patterns": [{"rule": "email", "regex": "a"}]}), "the rule email is built in"),
        (json!({"patterns": [{"rule": "a", "regex": "a"}, {"rule": "a", "regex": "b"}]}), "the rule a is there twice"),
        (json!({"patterns": [{"rule": "a", "regex": "("}]}), "rule a:"),
    ];
    for (settings, said) in wrong {
        let refusal = refusal(settings.clone());
        assert!(refusal.contains(said), "{settings} was refused with: {refusal}");
    }
}

#[test]
fn paths_that_only_begin_alike_are_different_places() {
    let settings = json!({"paths": ["/attributes/page", "/attributes/pages"], "remove": ["/attributes/p"]});
    assert!(testing::configure::<RedactPii>(settings).is_ok());
}

#[test]
fn places_that_are_kept_may_lie_below_any_path() {
    for (keep, paths) in [
        (json!(["/**/id", "/attributes/*/id"]), json!(["/message", "/attributes"])),
        (json!(["/attributes/a/*"]), json!(["/attributes/a", "/attributes/b"])),
        (json!(["/*/a/**/b"]), json!(["/attributes/a/c"])),
    ] {
        let settings = json!({"keep": keep, "paths": paths});
        assert!(testing::configure::<RedactPii>(settings.clone()).is_ok(), "{settings}");
    }
}
