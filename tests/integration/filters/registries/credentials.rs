use super::*;
use sluice_tests::{Filter, Genesys, Setup};

#[test]
fn credentials_of_docker_are_used_and_never_said() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::with_password(), temporary(), temporary());
    let docker_config = registry.docker_config(own.path(), Registry::PASSWORD);
    let by_digest = push(&registry, "redact-pii", "f:1", &[], own.path());
    let setup = |host: String, docker_config: &Path| {
        let plain = toml::Table::from_iter([("plain_http".to_owned(), true.into())]);
        Setup::new(&genesys)
            .edge([Filter::at("redact-pii", by_digest.clone().into())])
            .set("log.level", "trace")
            .set("store.directory", store.path().join("store").to_str().unwrap())
            .set("registry.hosts", toml::Table::from_iter([(host, toml::Value::from(plain))]))
            .set("registry.docker_config", docker_config.to_str().unwrap())
    };
    let wrong = temporary();
    let wrong = (registry.docker_config(wrong.path(), "wrong-horse"), wrong);
    let ended = setup(registry.host(), &wrong.0).start_in_vain();
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(
        ended.stderr.contains("refuses it (401 Unauthorized)") && ended.stderr.contains("may be wrong"),
        "{ended:?}"
    );
    let service = setup(registry.host(), &docker_config).start();
    // As they are, and as `Authorization` has them.
    let words = ["correct-horse", "wrong-horse", "YW5uOmNvcnJlY3QtaG9yc2U", "YW5uOndyb25nLWhvcnNl", "Basic "];
    for text in [ended.stderr, service.log.text(), service.admin("/filters").text()] {
        for word in words {
            assert!(!text.contains(word), "{word} is said");
        }
    }
}

#[test]
fn without_credentials_the_refusal_says_where_they_were_looked_for() {
    let (registry, own) = (Registry::with_password(), temporary());
    let ended = filter(&["pull", &registry.reference("f:1")], own.path());
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for words in ["refuses it (401 Unauthorized)", "config.json", "docker login 127.0.0.1"] {
        assert!(ended.stderr.contains(words), "{words} is not said: {ended:?}");
    }
}
