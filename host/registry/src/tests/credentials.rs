use super::*;
use base64::{Engine, prelude::BASE64_STANDARD};

const PASSWORD: &str = "correct-horse";

/// Docker's configuration with credentials for a host.
fn docker_config(config: &mut RegistryConfig, host: &str) {
    let text = serde_json::json!({"auths": {host: {"auth": BASE64_STANDARD.encode(format!("ann:{PASSWORD}"))}}});
    std::fs::write(config.docker_config.as_ref().unwrap(), text.to_string()).unwrap();
}

fn basic() -> Option<String> {
    Some(format!("Basic {}", BASE64_STANDARD.encode(format!("ann:{PASSWORD}"))))
}

/// Asks for credentials by a challenge, until the right ones come.
fn asking(challenge: impl Fn() -> String + Send + 'static, right: Option<String>) -> Host {
    Host::start(move |asked, stream| match asked.authorization == right {
        true => behave(asked, stream),
        false => respond(stream, &format!("401 Unauthorized\r\nWWW-Authenticate: {}", challenge()), b""),
    })
}

#[test]
fn credentials_are_sent_where_they_are_asked_for() {
    let host = asking(|| r#"Basic realm="r""#.to_owned(), basic());
    let name = host.name();
    host.pull_with(|config| docker_config(config, &name)).0.unwrap();
    let error = host.pull().unwrap_err().to_string();
    assert!(
        error.contains("refuses it (401 Unauthorized)") && error.contains("no credentials for 127.0.0.1"),
        "{error}"
    );
}

#[test]
fn wrong_credentials_are_said_and_not_shown() {
    let host = asking(|| r#"Basic realm="r""#.to_owned(), Some("Basic other".to_owned()));
    let name = host.name();
    let error = host.pull_with(|config| docker_config(config, &name)).0.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("may be wrong"), "{shown}");
    assert!(
        !shown.contains(PASSWORD) && !shown.contains(&BASE64_STANDARD.encode(format!("ann:{PASSWORD}"))),
        "{shown}"
    );
}

#[test]
fn they_are_exchanged_for_a_token_at_a_host_that_is_named() {
    let issuer = Host::start(|_, stream| respond(stream, "200 OK", br#"{"token":"t0ken"}"#));
    let (name, realm) = (issuer.name(), format!("http://{}/token", issuer.name()));
    let challenge = move || format!(r#"Bearer realm="{realm}",service="reg""#);
    let host = asking(challenge, Some("Bearer t0ken".to_owned()));
    let own = host.name();
    let (pulled, _directory) = host.pull_with(|config| {
        docker_config(config, &own);
        config.hosts.values_mut().next().unwrap().other_hosts.push(name.clone());
        config.hosts.insert(name, HostConfig { plain_http: true, ..HostConfig::default() });
    });
    pulled.unwrap();
    let path = "/token?service=reg&scope=repository%3Aacme%2Ff%3Apull".to_owned();
    assert_eq!(issuer.asked(), [Asked { path, authorization: basic() }]);
}

#[test]
fn they_go_to_no_other_host() {
    let thief = Host::start(|_, stream| respond(stream, "200 OK", COMPONENT));
    let own_realm = format!("http://{}/token", thief.name());
    let host = asking(move || format!(r#"Bearer realm="{own_realm}""#), basic());
    let name = host.name();
    let (pulled, _directory) = host.pull_with(|config| docker_config(config, &name));
    assert!(pulled.unwrap_err().to_string().contains("which was not asked"));
    assert_eq!(thief.asked(), []);

    // A host that may be led to for downloads gets the download's request alone.
    let to = format!("http://{}/blob", thief.name());
    let host = Host::start(move |asked, stream| match (asked.authorization == basic(), asked.path == blob_path()) {
        (false, _) => respond(stream, "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"", b""),
        (true, true) => respond(stream, &format!("302 Found\r\nLocation: {to}"), b""),
        (true, false) => behave(asked, stream),
    });
    let (name, other) = (host.name(), thief.name());
    let (pulled, _directory) = host.pull_with(|config| {
        docker_config(config, &name);
        config.hosts.values_mut().next().unwrap().other_hosts.push(other.clone());
        config.hosts.insert(other, HostConfig { plain_http: true, ..HostConfig::default() });
    });
    pulled.unwrap();
    assert_eq!(thief.asked(), [Asked { path: "/blob".to_owned(), authorization: None }]);
}
