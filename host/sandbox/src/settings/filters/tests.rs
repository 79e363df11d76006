use super::*;

#[test]
fn an_entry_takes_its_configuration_as_toml_and_unknown_keys_are_errors() {
    let text =
        "name = 'redact-pii'\ncomponent = 'redact-pii.wasm'\nconfig = { kinds = ['email'], share = 0.5, count = 3 }";
    let entry: FilterEntry = toml::from_str(text).expect("an entry");
    assert_eq!(entry.config.to_string(), r#"{"count":3,"kinds":["email"],"share":0.5}"#);
    assert_eq!(entry.allow, [Interface::Redact, Interface::Enrich, Interface::Context]);
    assert!(entry.mistakes().is_empty());
    assert!(toml::from_str::<FilterEntry>(&format!("{text}\non_failures = 'skip'")).is_err());
}

#[test]
fn the_budget_of_a_chain_is_no_limit_of_one_filter() {
    let text = "name = 'f'\ncomponent = 'f.wasm'\nlimits = { chain_cpu_ms = 20 }";
    let mistakes = toml::from_str::<FilterEntry>(text).expect("an entry").mistakes();
    assert!(matches!(mistakes.as_slice(), [one] if one.contains("chain_cpu_ms")), "{mistakes:?}");
}

#[test]
fn names_are_made_for_labels() {
    for name in ["", "A", "a b", "a\n", &"a".repeat(65)] {
        let text = format!("name = {name:?}\ncomponent = 'x'");
        assert_eq!(toml::from_str::<FilterEntry>(&text).expect("an entry").mistakes().len(), 1, "{name:?}");
    }
}
