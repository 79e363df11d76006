use super::*;
use std::os::unix::fs::PermissionsExt;

#[test]
fn what_was_pushed_is_pulled_by_its_tag_and_its_digest() {
    let (registry, own) = (Registry::start(), temporary());
    let by_digest = push(&registry, "pass-through", "acme/f:1.0", &[], own.path());
    assert!(by_digest.starts_with(&registry.reference("acme/f@sha256:")), "{by_digest}");
    for reference in [registry.reference("acme/f:1.0"), by_digest] {
        let ended = filter(&["pull", &reference, "--output", "pulled.wasm"], own.path());
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let [pulled, pushed] =
            [own.path().join("pulled.wasm"), component("pass-through")].map(|file| fs::read(file).unwrap());
        assert!(pulled == pushed, "{reference}");
    }
}

#[test]
fn the_layout_is_that_of_the_cncf() {
    let (registry, own) = (Registry::start(), temporary());
    let by_digest = push(&registry, "redact-pii", "f:1", &["--source", "git+https://example.com/f@abc"], own.path());
    let read =
        |hex: &str| -> serde_json::Value { serde_json::from_slice(&fs::read(registry.blob(hex)).unwrap()).unwrap() };
    let manifest = read(by_digest.rsplit(':').next().unwrap());
    assert_eq!(manifest["mediaType"], "application/vnd.oci.image.manifest.v1+json");
    assert_eq!(manifest["layers"].as_array().unwrap().len(), 1);
    assert_eq!(manifest["layers"][0]["mediaType"], "application/wasm");
    assert_eq!(manifest["annotations"]["org.opencontainers.image.source"], "git+https://example.com/f@abc");
    assert_eq!(manifest["config"]["mediaType"], "application/vnd.wasm.config.v0+json");
    let config = read(manifest["config"]["digest"].as_str().unwrap().trim_start_matches("sha256:"));
    assert_eq!((&config["architecture"], &config["os"]), (&"wasm".into(), &"wasip2".into()));
    assert_eq!(config["layerDigests"][0], manifest["layers"][0]["digest"]);
    let imports = config["component"]["imports"].to_string();
    assert!(imports.contains("sluice:filter/redact@1.0.0"), "{imports}");
}

#[test]
fn a_layer_that_was_changed_in_the_registry_is_not_kept() {
    let (registry, own) = (Registry::start(), temporary());
    let by_digest = push(&registry, "pass-through", "f:1", &[], own.path());
    let manifest = fs::read(registry.blob(by_digest.rsplit(':').next().unwrap())).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let blob = registry.blob(manifest["layers"][0]["digest"].as_str().unwrap().trim_start_matches("sha256:"));
    let mut bytes = fs::read(&blob).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&blob, bytes).unwrap();
    let ended = filter(&["pull", &by_digest, "--output", "pulled.wasm"], own.path());
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(
        ended.stderr.contains("the component should have the digest") && ended.stderr.contains("was not kept"),
        "{ended:?}"
    );
    assert!(!own.path().join("pulled.wasm").exists());
}

#[test]
fn each_failure_says_what_where_and_what_to_do() {
    let (mut registry, own) = (Registry::start(), temporary());
    let file = component("pass-through").display().to_string();
    let [text, not_built] = ["text.wasm", "absent.wasm"].map(|name| own.path().join(name).display().to_string());
    fs::write(&text, "no component").unwrap();
    let reference = registry.reference("f:1");
    let by_digest = registry.reference(&format!("f@sha256:{}", "0".repeat(64)));
    let rows: [(&[&str], i32, &[&str]); 7] = [
        (
            &["pull", &reference],
            1,
            &["pulling oci://", "f:1: 127.0.0.1", "has no such component", "sluice filter push"],
        ),
        (&["push", &text, &reference], 3, &["text.wasm is not pushed", "is not a WebAssembly component"]),
        (&["push", &not_built, &reference], 2, &["absent.wasm", "sluice filter build"]),
        (&["push", &file, &by_digest], 2, &["names a digest", "push to a tag"]),
        (&["push", &file, "oci://r/f"], 2, &["neither a tag nor a digest", "oci://HOST/REPOSITORY:TAG"]),
        (&["push", &file, &reference, "--key", &text], 2, &["text.wasm is no private key", "sluice filter keygen"]),
        (&["pull", &reference, "--signed-by", "absent.pub"], 2, &["absent.pub", "is no file", "sluice filter keygen"]),
    ];
    for (arguments, code, words) in rows {
        let ended = filter(arguments, own.path());
        assert_eq!(ended.code, Some(code), "{arguments:?}: {ended:?}");
        for word in words {
            assert!(ended.stderr.contains(word), "{word:?} is not said: {ended:?}");
        }
    }
    registry.stop();
    let ended = filter(&["pull", &reference], own.path());
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("cannot be reached"), "{ended:?}");
}

#[test]
fn a_registry_with_tls_that_nobody_vouches_for_or_without_tls_is_not_taken_for_another() {
    let (registry, own) = (Registry::start(), temporary());
    let mut command = Command::new(sluice());
    let reference = registry.reference("f:1");
    command.args(["filter", "pull", &reference]).env("DOCKER_CONFIG", own.path()).current_dir(own.path());
    command.env("XDG_CACHE_HOME", own.path());
    let ended = run(command);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("--plain-http"), "{ended:?}");
}

#[test]
fn a_private_key_is_its_owners_alone_and_is_not_replaced() {
    let own = temporary();
    keygen("release", own.path());
    let secret = own.path().join("release.key");
    assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&secret).unwrap();
    let again = filter(&["keygen", "release"], own.path());
    assert_eq!(again.code, Some(1), "{again:?}");
    assert!(again.stderr.contains("exists already"), "{again:?}");
    assert_eq!(fs::read(&secret).unwrap(), before);
    // OpenSSL reads both halves, and they belong together.
    let public = |arguments: &[&str]| {
        let mut command = Command::new("openssl");
        run({
            command.args(arguments).current_dir(own.path());
            command
        })
        .stdout
    };
    let pem = public(&["pkey", "-in", "release.key", "-pubout"]);
    assert_eq!(pem, fs::read_to_string(own.path().join("release.pub")).unwrap());
}
