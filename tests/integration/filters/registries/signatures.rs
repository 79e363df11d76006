use super::*;

fn pull(reference: &str, signed_by: &str, own: &Path) -> Ended {
    filter(&["pull", reference, "--output", "pulled.wasm", "--signed-by", signed_by], own)
}

#[test]
fn what_a_key_has_signed_is_pulled_with_it_and_says_what_was_signed() {
    let (registry, own) = (Registry::start(), temporary());
    let key = keygen("release", own.path());
    let by_digest = push(&registry, "redact-pii", "f:1", &["--key", "release.key"], own.path());
    let cases = std::fs::read_dir("../filters/redact-pii/cases").expect("the tests run in their crate").count();
    for signed_by in ["release.pub", &key] {
        let ended = pull(&by_digest, signed_by, own.path());
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(ended.stderr.contains(&format!("{cases} cases passed; imports sluice:filter/")), "{ended:?}");
    }
}

#[test]
fn an_unsigned_component_another_key_and_another_component_are_refused() {
    let (registry, own) = (Registry::start(), temporary());
    let own = own.path();
    keygen("release", own);
    keygen("other", own);
    let unsigned = push(&registry, "pass-through", "unsigned:1", &[], own);
    let signed = push(&registry, "pass-through", "signed:1", &["--key", "release.key"], own);
    // What was signed of one component lies beside another.
    let file = changed("pass-through", own);
    let mut sign = vec!["sign"];
    let original = own.join("original.wasm");
    fs::copy(component("pass-through"), &original).unwrap();
    let shown = original.display().to_string();
    sign.extend([shown.as_str(), "--key", "release.key"]);
    assert_eq!(filter(&sign, own).code, Some(0));
    fs::rename(own.join("original.wasm.intoto.jsonl"), own.join("changed.wasm.intoto.jsonl")).unwrap();
    let other = push_file(&registry, &file, "changed:1", &[], own);
    for (reference, key, why) in [
        (&unsigned, "release.pub", "it is not signed; `sluice filter sign"),
        (&signed, "other.pub", "none of its signatures is of a key in `signed_by`; it was signed by key "),
        (&other, "release.pub", "it is not signed"),
    ] {
        let ended = pull(reference, key, own);
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.stderr.contains("is not kept") && ended.stderr.contains(why), "{ended:?}");
        assert!(!own.join("pulled.wasm").exists());
    }
}

#[test]
fn a_signature_that_was_changed_in_the_registry_is_refused() {
    let (registry, own) = (Registry::start(), temporary());
    keygen("release", own.path());
    let by_digest = push(&registry, "pass-through", "f:1", &["--key", "release.key"], own.path());
    let mut forged = fs::read_to_string(attestation(&registry, &by_digest)).unwrap();
    let place = forged.find("\"sig\":\"").unwrap() + 7;
    let other = if forged[place..].starts_with('A') { "B" } else { "A" };
    forged.replace_range(place..place + 1, other);
    // As somebody would put it there who may push, and has no key.
    let file = own.path().join("forged.wasm");
    fs::copy(component("pass-through"), &file).unwrap();
    fs::write(own.path().join("forged.wasm.intoto.jsonl"), forged).unwrap();
    let forged = push_file(&registry, &file, "forged:1", &[], own.path());
    let ended = pull(&forged, "release.pub", own.path());
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("was changed after it was signed, or signed by somebody else"), "{ended:?}");
}

#[test]
fn two_keys_sign_the_same_component_one_after_the_other() {
    let (registry, own) = (Registry::start(), temporary());
    for key in ["one", "two"] {
        keygen(key, own.path());
    }
    let file = own.path().join("f.wasm");
    fs::copy(component("pass-through"), &file).unwrap();
    for key in ["one.key", "two.key", "two.key"] {
        assert_eq!(filter(&["sign", "f.wasm", "--key", key], own.path()).code, Some(0));
    }
    assert_eq!(fs::read_to_string(own.path().join("f.wasm.intoto.jsonl")).unwrap().lines().count(), 2);
    let by_digest = push_file(&registry, &file, "f:1", &[], own.path());
    for key in ["one.pub", "two.pub"] {
        assert_eq!(pull(&by_digest, key, own.path()).code, Some(0));
    }
}

#[test]
fn a_component_whose_cases_do_not_pass_is_not_signed() {
    let own = temporary();
    keygen("release", own.path());
    let mut wasm = fs::read(component("hostile")).unwrap();
    let cases = serde_json::json!([{"name": "it-redacts", "files": {
        "batch.json": r#"[{"message":"m"}]"#, "expected.jsonl": "{}", "config.json": r#"{"behaviour":"error"}"#,
        "README.md": ""}}]);
    wasm.extend(section("sluice:cases", cases.to_string().as_bytes()));
    fs::write(own.path().join("f.wasm"), wasm).unwrap();
    let ended = filter(&["sign", "f.wasm", "--key", "release.key"], own.path());
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("its case \"it-redacts\" does not pass"), "{ended:?}");
    assert!(!own.path().join("f.wasm.intoto.jsonl").exists());
}

/// The file of the registry with the one envelope of a manifest.
fn attestation(registry: &Registry, by_digest: &str) -> PathBuf {
    let tag = by_digest.rsplit('@').next().unwrap().replace(':', "-") + ".att";
    let link = registry.manifest_link("f", &tag);
    let hex = fs::read_to_string(link).unwrap();
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(registry.blob(hex.trim_start_matches("sha256:"))).unwrap()).unwrap();
    registry.blob(manifest["layers"][0]["digest"].as_str().unwrap().trim_start_matches("sha256:"))
}

/// A custom section.
fn section(name: &str, data: &[u8]) -> Vec<u8> {
    let content = [leb(name.len()), name.as_bytes().to_vec(), data.to_vec()].concat();
    [vec![0], leb(content.len()), content].concat()
}

fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
