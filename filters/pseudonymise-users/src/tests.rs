use super::PseudonymiseUsers;
use serde_json::Value;
use sluice_filter::testing::{self, json};

fn pseudonymised(settings: Value, attributes: Value) -> Value {
    let filter: PseudonymiseUsers = testing::configure(settings).unwrap();
    let outcome = testing::run(&filter, json!([{"attributes": attributes}])).unwrap();
    outcome.events[0]["attributes"].clone()
}

fn is_pseudonym(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("[user:") && text.ends_with(']'))
}

#[test]
fn ids_and_names_of_users_are_replaced_wherever_they_stand() {
    let made = pseudonymised(
        json!({}),
        json!({"user.id": "agent-7", "deep": [{"enduser.id": 7}], "user": {"email": "a@b.example", "plan": null}, "order": 7, "userless": "x"}),
    );
    for path in ["/user.id", "/deep/0/enduser.id", "/user/email"] {
        assert!(is_pseudonym(made.pointer(path).unwrap()), "{path} in {made}");
    }
    assert_eq!((&made["order"], &made["userless"], &made["user"]["plan"]), (&json!(7), &json!("x"), &Value::Null));
}

#[test]
fn the_same_user_has_the_same_pseudonym() {
    let made = pseudonymised(json!({}), json!({"user.id": "agent-7", "login": "agent-7", "agentId": "agent-8"}));
    assert_eq!(made["user.id"], made["login"]);
    assert_ne!(made["user.id"], made["agentId"]);
}

#[test]
fn names_are_added_and_left_out() {
    let settings = json!({"names": ["kunde", "a/b"], "except": ["login", "user"], "rule": "user"});
    let made = pseudonymised(
        settings,
        json!({"kunde": "x", "a/b": "y", "login": "z", "user": {"plan": "gold", "user.id": 1}}),
    );
    assert!(
        is_pseudonym(&made["kunde"]) && is_pseudonym(&made["a/b"]) && is_pseudonym(&made["user"]["user.id"]),
        "{made}"
    );
    assert_eq!((&made["login"], &made["user"]["plan"]), (&json!("z"), &json!("gold")));
}

#[test]
fn a_wrong_setting_is_refused() {
    for settings in [
        json!({"rule": "a rule"}),
        json!({"under": ["attributes"]}),
        json!({"except": ["nobody"]}),
        json!({"name": []}),
    ] {
        assert!(testing::configure::<PseudonymiseUsers>(settings).is_err());
    }
}
