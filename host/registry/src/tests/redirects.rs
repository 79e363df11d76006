use super::*;
use crate::Cause;

/// A registry that redirects downloads to a URL.
fn redirecting(to: impl Fn() -> String + Send + 'static) -> Host {
    Host::start(move |asked, stream| match asked.path == blob_path() {
        true => respond(stream, &format!("307 Temporary Redirect\r\nLocation: {}", to()), b""),
        false => behave(asked, stream),
    })
}

#[test]
fn no_redirect_leads_to_a_host_that_was_not_named() {
    for to in [
        "http://127.0.0.1:1/x",
        "http://169.254.169.254/latest/meta-data",
        "https://elsewhere.example.com/x",
        "https://[::1]/x",
    ] {
        let host = redirecting(|| to.to_owned());
        let (pulled, directory) = host.pull_with(|_| {});
        let error = pulled.unwrap_err().to_string();
        assert!(error.contains("which was not asked; if that is right, add"), "{error}");
        assert_eq!(kept(&directory), 0);
    }
}

#[test]
fn where_other_hosts_are_not_listed_their_addresses_have_to_be_public() {
    for to in [
        "https://127.0.0.1:1/x",
        "https://169.254.169.254/latest",
        "https://localhost/x",
        "https://[::ffff:10.0.0.1]/x",
    ] {
        let host = redirecting(|| to.to_owned());
        let directory = tempfile::tempdir().unwrap();
        let mut config = RegistryConfig::default();
        config.hosts.insert(host.name(), HostConfig { plain_http: true, ..HostConfig::default() });
        let client = Client::new(config, OtherHosts::Public);
        let cache = Cache::new(directory.path().to_owned(), u64::MAX);
        let cause = block_on(client.pull(&host.reference(), &cache, MAX_BYTES)).unwrap_err().cause;
        assert!(matches!(cause, Cause::InnerAddress { .. }), "{to}: {cause}");
    }
    let host = redirecting(|| "http://elsewhere.example.com/x".to_owned());
    let client = {
        let mut config = RegistryConfig::default();
        config.hosts.insert(host.name(), HostConfig { plain_http: true, ..HostConfig::default() });
        Client::new(config, OtherHosts::Public)
    };
    let directory = tempfile::tempdir().unwrap();
    let cache = Cache::new(directory.path().to_owned(), u64::MAX);
    let cause = block_on(client.pull(&host.reference(), &cache, MAX_BYTES)).unwrap_err().cause;
    assert!(matches!(cause, Cause::BadLocation { .. }), "{cause}");
}

#[test]
fn a_named_host_is_followed_and_what_it_sends_is_verified() {
    for body in [COMPONENT, b"something else."] {
        let store = Host::start(move |_, stream| respond(stream, "200 OK", body));
        let (name, to) = (store.name(), format!("http://{}/blob?signature=s3cr3t", store.name()));
        let host = redirecting(move || to.clone());
        let (pulled, _directory) = host.pull_with(|config| {
            let registry = config.hosts.values_mut().next().unwrap();
            registry.other_hosts.push(name.clone());
            config.hosts.insert(name, HostConfig { plain_http: true, ..HostConfig::default() });
        });
        assert_eq!(pulled.is_ok(), body == COMPONENT);
        assert_eq!(store.asked()[0].path, "/blob?signature=s3cr3t");
    }
}

#[test]
fn redirects_end() {
    let host = redirecting(blob_path);
    assert!(matches!(host.pull().unwrap_err().cause, Cause::Redirects { .. }));
    assert!(host.asked().len() < 10);
}
