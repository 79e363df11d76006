use super::Config;
use super::sections::guard::{GuardConfig, GuardLevel};
use std::path::Path;

pub(super) fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::parse(text, Path::new("/etc/sluice/test.toml"), variables).map_err(|error| error.mistakes)
}

#[test]
fn all_mistakes_are_reported_at_once_each_with_its_key() {
    let mistakes = parse(
        r#"
        [server]
        listen = "nowhere"
        lissten = "127.0.0.1:1"
        [body]
        max_bytes = "many"
        [nonsense]
        [[edge.filters]]
        name = "Redact PII"
        component = "x.wasm"
        "#,
        &[("TELEMETRY_CONFIG_TENANTS", "not json")],
    )
    .unwrap_err();
    for key in [
        "server.listen:",
        "server.lissten:",
        "body.max_bytes:",
        "nonsense:",
        "edge.filters[0]:",
        "TELEMETRY_CONFIG_TENANTS:",
    ] {
        assert!(mistakes.iter().any(|mistake| mistake.starts_with(key)), "{key} is not in {mistakes:#?}");
    }
}

#[test]
fn variables_of_the_original_service_win_over_the_file() {
    let config = parse(
        "[auth]\nurl = \"http://from-file\"\n",
        &[
            ("TELEMETRY_SERVICES_AUTH", "http://gauth-auth.gauth.svc"),
            ("TELEMETRY_CORS_DOMAIN", "example.com"),
            ("TELEMETRY_CONFIG_TENANTS", r#"{"t1":"One"}"#),
            ("TELEMETRY_CONFIG_CORS", r#"{"t1":{"urls":["http://localhost:8080"],"domains":[]}}"#),
            ("TELEMETRY_TRACES_PROVIDER", "Console"),
        ],
    )
    .unwrap();
    assert_eq!(config.auth.url, "http://gauth-auth.gauth.svc");
    assert_eq!(config.cors.domain.as_deref(), Some("example.com"));
    assert_eq!(config.tenants["t1"].name, "One");
    assert_eq!(config.tenants["t1"].origins, ["http://localhost:8080"]);
    assert_eq!(config.variables.notices().count(), 0, "lines go to the console anyway");
}

#[test]
fn origins_and_domains_are_taken_as_the_original_service_was_given_them() {
    let config = parse(
        "[auth]\nurl = \"http://auth\"\n",
        &[
            ("TELEMETRY_CORS_DOMAIN", ""),
            (
                "TELEMETRY_CONFIG_CORS",
                r#"{"t":{"urls":["https://a.example/ui/?x#y","http://b.example:8080"],"domains":["*.c.example"]}}"#,
            ),
        ],
    )
    .unwrap();
    let wildcards =
        r#"{"t":{"urls":["https://*.d.example/ui","*.e.example","https://f.example"],"domains":["c.example"]}}"#;
    let tenant =
        parse("[auth]\nurl = \"http://auth\"\n", &[("TELEMETRY_CONFIG_CORS", wildcards)]).unwrap().tenants["t"].clone();
    assert_eq!(tenant.domains, ["c.example", "d.example", "e.example"]);
    assert_eq!(tenant.origins, ["https://f.example"]);
    for wrong in ["http://*.d.example", "https://*.d.example:8443", "https://a.*.example"] {
        let value = format!(r#"{{"t":{{"urls":["{wrong}"]}}}}"#);
        assert!(parse("[auth]\nurl = \"http://auth\"\n", &[("TELEMETRY_CONFIG_CORS", &value)]).is_err(), "{wrong}");
    }
    assert_eq!(config.cors.domain, None);
    assert_eq!(config.tenants["t"].origins, ["https://a.example", "http://b.example:8080"]);
    assert_eq!(config.tenants["t"].domains, ["*.c.example"]);
}

#[test]
fn origins_and_domains_that_no_page_has_are_mistakes() {
    let text = r#"
        [auth]
        url = "http://auth"
        [cors]
        domain = "*"
        origins = ["*", "nil", "example.com", "https://", "https://*.example.com", "https://example.com/path"]
        [tenants.t]
        domains = ["https://example.com", "exa mple.com", "", "example.com:8443", "a..b"]
    "#;
    let mistakes = parse(text, &[]).unwrap_err();
    let of = |key: &str| mistakes.iter().filter(|mistake| mistake.starts_with(key)).count();
    assert_eq!((of("cors.domain:"), of("cors.origins["), of("tenants.\"t\".domains[")), (1, 6, 5), "{mistakes:#?}");
}

#[test]
fn peers_are_networks_or_addresses() {
    let config =
        parse("[server]\ntrusted_peers = [\"10.0.0.0/8\", \"fd00::1\"]\n[auth]\nurl = \"http://auth\"\n", &[]).unwrap();
    let trusts = |address: &str| config.server.trusted_peers.trust(address.parse().unwrap());
    assert!(trusts("10.255.0.1") && trusts("fd00::1"));
    assert!(!trusts("11.0.0.1") && !trusts("fd00::2") && !trusts("::ffff:10.0.0.1"));
    let mistakes = parse("[server]\ntrusted_peers = [\"10.0.0.0/33\", \"::1\", \"ingress\"]\n", &[]).unwrap_err();
    let said = "server.trusted_peers: \"10.0.0.0/33\", \"ingress\" are no networks";
    assert!(mistakes.iter().any(|mistake| mistake.starts_with(said)), "{mistakes:?}");
}

#[test]
fn kinds_of_the_guard_that_are_none_are_named() {
    let text = "[auth]\nurl = \"http://auth\"\n[guard.kinds]\nemial = \"mask\"\nssn = \"mask\"\npone = \"off\"\n";
    let mistakes = parse(text, &[]).unwrap_err();
    let said = "guard.kinds: \"emial\", \"pone\" are no kinds and no groups of kinds, which are contact, ";
    assert!(mistakes.iter().any(|mistake| mistake.starts_with(said)), "{mistakes:?}");
    let mistakes = parse("[auth]\nurl = \"http://auth\"\n[guard.kinds]\nssn = \"hunter2\"\n", &[]).unwrap_err();
    assert!(
        mistakes.iter().any(|mistake| mistake.starts_with("guard.kinds: ") && mistake.contains("ssn")),
        "{mistakes:?}"
    );
    assert!(mistakes.iter().all(|mistake| !mistake.contains("hunter2")), "{mistakes:?}");
}

#[test]
fn json_in_a_variable_is_described_as_json() {
    let auth = "[auth]\nurl = \"http://auth\"\n";
    let said = |name: &str, value: &str| parse(auth, &[(name, value)]).unwrap_err().remove(0);
    let cors = said("TELEMETRY_CONFIG_CORS", r#"{"a":1}"#);
    assert!(cors.ends_with("invalid type: integer `1`, expected an object at line 1 column 6"), "{cors}");
    let tenants = said("TELEMETRY_CONFIG_TENANTS", "[]");
    assert!(tenants.ends_with("expected an object at line 1 column 0"), "{tenants}");
    let contracts = said("TELEMETRY_CONFIG_CONTRACTS", "[1]");
    assert!(contracts.contains("expected an object at line 1"), "{contracts}");
}

#[test]
fn a_secret_is_not_in_the_debug_text_of_a_configuration() {
    let config = parse("[auth]\nurl = \"http://auth\"\n", &[("TELEMETRY_AUTH_CLIENT_SECRET", "hunter2")]).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn paths_start_from_the_directory_of_the_file() {
    let config =
        parse("[auth]\nurl = \"http://auth\"\n[[edge.filters]]\nname = \"a\"\ncomponent = \"../a.wasm\"\n", &[])
            .unwrap();
    assert_eq!(config.edge.filters[0].component, Path::new("/etc/sluice/../a.wasm"));
}

#[test]
fn the_reference_configuration_says_the_defaults() {
    let text = include_str!("../../../../deploy/sluice.toml");
    let mut said = parse(text, &[]).unwrap();
    assert_eq!(said.auth.url, "http://gauth-auth.gauth.svc");
    said.text_digest = [0; 32];
    said.auth.url.clear();
    said.edge.filters.clear();
    // The reference configuration redacts, and so it guards.
    assert_eq!(said.guard.default, GuardLevel::Mask);
    said.guard = GuardConfig::default();
    assert_eq!(format!("{said:#?}"), format!("{:#?}", Config::default()));
}

#[test]
fn the_reference_configuration_names_every_key() {
    let text = include_str!("../../../../deploy/sluice.toml");
    let defaults = format!("{:#?}", Config::default());
    let (before, variables) = defaults.split_once("    variables: ").unwrap();
    let (_, after) = variables.split_once("\n    },\n").unwrap();
    let keys = before.lines().chain(after.lines()).filter_map(|line| line.strip_prefix("        ")?.split(':').next());
    // Tools set it; it is not read from a file.
    let keys = keys.filter(|key| *key != "counts_instructions");
    for key in keys.filter(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')) {
        assert!(text.contains(key), "{key} is not in deploy/sluice.toml");
    }
}

/// The text of a comment that is a key or a table.
fn commented_out(line: &str) -> Option<&str> {
    let code = line.strip_prefix("# ")?;
    let is_table = code.starts_with('[') && code.ends_with(']');
    let key = code.split_once(" = ").map(|(key, _)| key);
    let is_key = key.is_some_and(|key| key.starts_with(|first: char| first.is_ascii_lowercase()) && !key.contains(' '));
    (is_table || is_key).then_some(code)
}

#[test]
fn what_the_reference_configuration_has_in_comments_is_right_as_it_stands() {
    let text = include_str!("../../../../deploy/sluice.toml").replace("apps = []\n# Instead of the line above", "#");
    let commented = text.lines().filter_map(commented_out).count();
    let all: Vec<_> = text.lines().map(|line| commented_out(line).unwrap_or(line)).collect();
    let all = all
        .join("\n")
        .replace("pk_…", "pk_0123456789abcdef0")
        .replace("MCowBQYDK2VwAyEA…", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    let config = parse(&all, &[]).unwrap();
    assert!(commented > 40, "{commented}");
    assert!(config.tenants.values().any(|tenant| !tenant.filters.is_empty() && !tenant.publishable_keys.is_empty()));
}

#[test]
fn what_the_guard_cannot_look_for_is_a_mistake() {
    let mistakes = parse("[guard]\ncountries = [\"XX\"]\nkinds = { email = \"drop\" }", &[]).unwrap_err();
    assert!(mistakes.iter().any(|mistake| mistake.starts_with("guard")), "{mistakes:?}");
    let mistakes = parse("[guard]\ncountries = [\"XX\"]", &[]).unwrap_err();
    assert!(mistakes.iter().any(|mistake| mistake.starts_with("guard: ")), "{mistakes:?}");
}
