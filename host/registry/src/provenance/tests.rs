use super::*;

/// In the form of `openssl genpkey -algorithm ed25519`.
const OPENSSL_KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n";

fn key() -> (SigningKey, PublicKey) {
    let (key, _) = SigningKey::generate().unwrap();
    let public = key.public().unwrap();
    (key, public)
}

fn signed(component: &[u8], key: &SigningKey) -> Envelope {
    let predicate = Predicate { imports: vec!["sluice:filter/redact@1.0.0".to_owned()], ..Predicate::default() };
    Envelope::sign(&Statement::new("f", Digest::of(component), predicate), key).unwrap()
}

fn verify(lines: &str, keys: &[PublicKey], component: &[u8]) -> Result<Statement, Unsigned> {
    Attestations::parse(lines.as_bytes()).verify(&SignedBy(keys.to_vec()), Digest::of(component))
}

#[test]
fn what_a_key_has_signed_is_verified_with_its_public_half() {
    let ((key, public), (_, other)) = (key(), key());
    let lines = signed(b"component", &key).to_line();
    let statement = verify(&lines, &[other, public], b"component").unwrap();
    assert_eq!(statement.predicate.imports, ["sluice:filter/redact@1.0.0"]);
    assert!(matches!(verify(&lines, &[other], b"component"), Err(Unsigned::OtherKeys(_))));
    assert_eq!(verify("", &[public], b"component"), Err(Unsigned::NoSignature));
    assert!(matches!(verify(&lines, &[public], b"changed"), Err(Unsigned::OtherComponent { .. })));
}

#[test]
fn no_bit_of_an_envelope_can_be_changed() {
    let (key, public) = key();
    let line = signed(b"component", &key).to_line();
    for place in 0..line.len() {
        let mut bytes = line.clone().into_bytes();
        bytes[place] ^= 1;
        let result = Attestations::parse(&bytes).verify(&SignedBy(vec![public]), Digest::of(b"component"));
        if let Ok(statement) = result {
            // Base64 has bits that mean nothing, and JSON has none.
            let before = verify(&line, &[public], b"component").unwrap();
            assert_eq!(statement, before, "at {place}");
        }
    }
}

#[test]
fn a_signature_of_another_envelope_is_broken() {
    let (key, public) = key();
    let (one, two) = (signed(b"one", &key).to_line(), signed(b"two", &key).to_line());
    let of = |line: &str| -> serde_json::Value { serde_json::from_str(line).unwrap() };
    let mut mixed = of(&one);
    mixed["signatures"] = of(&two)["signatures"].clone();
    assert_eq!(verify(&mixed.to_string(), &[public], b"one"), Err(Unsigned::Broken(public)));
}

#[test]
fn keys_are_read_as_they_are_written_and_as_openssl_writes_them() {
    let (key, pem) = SigningKey::generate().unwrap();
    let public = key.public().unwrap();
    assert_eq!(SigningKey::from_pem(pem.as_bytes()).unwrap().public().unwrap(), public);
    assert_eq!(PublicKey::from_pem(public.to_pem().as_bytes()), Ok(public));
    assert_eq!(public.to_string().parse(), Ok(public));
    // Of the seed 00 01 … 1f.
    let known = SigningKey::from_pem(OPENSSL_KEY.as_bytes()).unwrap().public().unwrap();
    assert_eq!(known.to_string(), "MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=");
}

#[test]
fn what_is_no_key_is_refused_and_not_quoted() {
    for text in ["", "hunter2", "MCowBQYDK2VwAyEA", &"A".repeat(60)] {
        let error = PublicKey::try_from(text.to_owned()).unwrap_err();
        assert!(error.contains("keygen") && !error.contains("hunter2"), "{error}");
    }
    assert_eq!(SigningKey::from_pem(b"hunter2").err(), Some(KeyError::Private));
    assert_eq!(PublicKey::from_pem(OPENSSL_KEY.as_bytes()), Err(KeyError::Public));
}

#[test]
fn lines_that_are_no_envelopes_are_passed_over() {
    let (key, public) = key();
    let line = signed(b"component", &key).to_line();
    let lines = format!("{{}}\nhello\n{}\n{line}", "x".repeat(100_000));
    assert!(verify(&lines, &[public], b"component").is_ok());
    let many = line.repeat(100);
    assert_eq!(Attestations::parse(many.as_bytes()).envelopes().len(), MAX_ENVELOPES);
}
