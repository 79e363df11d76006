use super::*;

fn with_url(url: &str) -> AuthConfig {
    AuthConfig { url: url.to_owned(), ..AuthConfig::default() }
}

#[test]
fn the_defaults_are_valid_except_for_the_url() {
    assert_eq!(with_url("http://gauth-auth.gauth.svc").problems(), Vec::<String>::new());
    assert_eq!(AuthConfig::default().problems().len(), 1);
    assert!(AuthConfig::default().problems()[0].contains("TELEMETRY_SERVICES_AUTH"));
}

#[test]
fn paths_are_appended_whether_or_not_the_url_ends_with_a_slash() {
    for (url, want) in [
        ("http://auth", "http://auth/auth/v3/ping"),
        ("https://auth:8443/", "https://auth:8443/auth/v3/ping"),
        ("http://gateway/genesys/", "http://gateway/genesys/auth/v3/ping"),
    ] {
        assert_eq!(with_url(url).endpoint_url("/auth/v3/ping", "ping_path").unwrap().to_string(), want);
    }
}

#[test]
fn an_invalid_url_is_a_problem_and_its_credentials_are_not_shown() {
    for url in ["auth", "ftp://auth", "http://", "/auth", "http://me:pw123@auth", "http://auth?a=b", "http://auth/#x"] {
        let problems = with_url(url).problems();
        assert_eq!(problems.len(), 1, "{url}");
        assert!(problems[0].starts_with("auth.url: ") && !problems[0].contains("pw123"), "{problems:?}");
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let config = AuthConfig {
        userinfo_path: "userinfo".to_owned(),
        user_field: "contactCenterId".to_owned(),
        timeout_ms: 0,
        max_concurrent: 0,
        ..with_url("http://auth")
    };
    let problems = config.problems();
    for key in ["auth.userinfo_path", "auth.user_field", "auth.timeout_ms", "auth.max_concurrent"] {
        assert!(problems.iter().any(|p| p.starts_with(key)), "{key}: {problems:?}");
    }
}

#[test]
fn an_unknown_key_is_an_error_and_secrets_are_not_shown() {
    assert!(toml::from_str::<AuthConfig>("urll = 'http://auth'").is_err());
    let config: AuthConfig = toml::from_str("url = 'http://auth'\nclient_secret = 'pw123'").unwrap();
    assert_eq!(config.client_secret.as_ref().unwrap().expose(), "pw123");
    assert!(!format!("{config:?}").contains("pw123"));
    let written = toml::to_string(&config).unwrap();
    assert!(written.contains("client_secret = \"[secret]\"") && !written.contains("pw123"), "{written}");
}
