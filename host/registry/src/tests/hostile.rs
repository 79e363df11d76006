use super::*;
use crate::Cause;
use std::time::Duration;

#[test]
fn a_registry_that_behaves_is_pulled_from() {
    let host = Host::start(behave);
    let (pulled, directory) = host.pull_with(|_| {});
    assert_eq!(std::fs::read(pulled.unwrap().file).unwrap(), COMPONENT);
    assert_eq!(kept(&directory), 3, "the component, what is attested, and the record");
    assert!(host.asked().iter().all(|asked| asked.authorization.is_none()));
}

#[test]
fn what_lies_about_its_digest_or_size_is_not_kept() {
    let changed = COMPONENT.iter().rev().copied().collect::<Vec<u8>>();
    let longer = [COMPONENT, b"!"].concat();
    for (body, why) in [
        (changed, "should have the digest"),
        (longer, "the registry sent more"),
        (COMPONENT[1..].to_vec(), "should have 14 bytes, and the registry sent 13"),
    ] {
        let host = Host::start(move |asked, stream| match asked.path == blob_path() {
            true => respond(stream, "200 OK", &body),
            false => behave(asked, stream),
        });
        let (pulled, directory) = host.pull_with(|_| {});
        let error = pulled.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(kept(&directory), 0);
    }
}

#[test]
fn a_body_without_an_end_is_left_when_it_is_too_long() {
    for path in ["/v2/acme/f/manifests/1".to_owned(), blob_path()] {
        let host = Host::start(move |asked, stream| {
            if asked.path != path {
                return behave(asked, stream);
            }
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
            while stream.write_all(chunk.as_bytes()).is_ok() {}
        });
        let (pulled, directory) = host.pull_with(|_| {});
        let cause = pulled.unwrap_err().cause;
        assert!(matches!(cause, Cause::TooLarge { .. } | Cause::WrongSize { sent: None, .. }), "{cause}");
        assert_eq!(kept(&directory), 0);
    }
}

#[test]
fn a_component_that_says_that_it_is_too_large_is_not_asked_for() {
    let host = Host::start(|asked, stream| match asked.path.ends_with("/manifests/1") {
        true => respond(stream, "200 OK", &manifest(MAX_BYTES + 1)),
        false => behave(asked, stream),
    });
    assert!(host.pull().unwrap_err().to_string().contains("more than 1000 bytes (`store.component_bytes`)"));
    assert_eq!(host.asked().len(), 1);
}

#[test]
fn a_manifest_that_is_not_what_was_asked_for_is_refused() {
    let host = Host::start(behave);
    let other = host.reference().at(Digest::of(b"another"));
    let lying = Host::start(|_, stream| respond(stream, "200 OK", &manifest(15)));
    let by_digest = format!("oci://{}/acme/f@{}", lying.name(), Digest::of(b"another")).parse().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let cache = Cache::new(directory.path().to_owned(), u64::MAX);
    let mut config = RegistryConfig::default();
    for host in [&host, &lying] {
        config.hosts.insert(host.name(), HostConfig { plain_http: true, ..HostConfig::default() });
    }
    let client = Client::new(config, OtherHosts::Listed);
    let pull = |reference: &Reference| block_on(client.pull(reference, &cache, MAX_BYTES)).unwrap_err().cause;
    assert!(matches!(pull(&other), Cause::NotFound { .. }));
    assert!(matches!(pull(&by_digest), Cause::WrongDigest { what: "manifest", .. }));
    let digest_header = Host::start(|_, stream| {
        let head = format!("200 OK\r\nDocker-Content-Digest: {}", Digest::of(b"another"));
        respond(stream, &head, &manifest(15));
    });
    assert!(matches!(digest_header.pull().unwrap_err().cause, Cause::WrongDigest { what: "manifest", .. }));
}

#[test]
fn what_is_no_component_is_refused() {
    let index = br#"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#;
    let image = String::from_utf8(manifest(15))
        .unwrap()
        .replace("application/wasm", "application/vnd.oci.image.layer.v1.tar+gzip");
    for manifest in [index.to_vec(), image.into_bytes(), b"<html>".to_vec()] {
        let host = Host::start(move |_, stream| respond(stream, "200 OK", &manifest));
        let cause = host.pull().unwrap_err().cause;
        assert!(matches!(cause, Cause::Manifest(_)), "{cause}");
    }
}

#[test]
fn a_registry_that_trickles_or_says_nothing_is_left_when_the_time_is_up() {
    for trickles in [true, false] {
        let host = Host::start(move |asked, stream| match (trickles, asked.path == blob_path()) {
            (true, false) => respond(stream, "200 OK", &manifest(900)),
            (true, true) => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
                // No pause between two bytes is long.
                while stream.write_all(b"x").is_ok() {
                    thread::sleep(Duration::from_millis(20));
                }
            }
            // Until the client has closed its end.
            (false, _) => drop(stream.peek(&mut [0])),
        });
        let (pulled, directory) = host.pull_with(|config| config.timeout_ms = 300);
        assert!(matches!(pulled.unwrap_err().cause, Cause::TimedOut(limit) if limit == Duration::from_millis(300)));
        assert_eq!(kept(&directory), 0);
    }
}

#[test]
fn a_registry_that_is_down_or_breaks_off_is_said() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let down = Host { port, asked: Arc::default() };
    assert!(matches!(down.pull().unwrap_err().cause, Cause::Connect { .. }));
    let broken = Host::start(|asked, stream| match asked.path == blob_path() {
        true => drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n\0asm")),
        false => behave(asked, stream),
    });
    assert!(matches!(broken.pull().unwrap_err().cause, Cause::Http { .. }));
    let failing = Host::start(|_, stream| respond(stream, "500 Oh no", b"secret"));
    let error = failing.pull().unwrap_err().to_string();
    assert!(error.contains("answered 500") && !error.contains("secret"), "{error}");
}
