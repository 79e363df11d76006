use super::*;
use crate::{Pull, PullEnd, Puller};
use std::{sync::mpsc, time::Duration};

/// A puller with a cache of its own, and what tells of its changes.
fn puller(hosts: &[&Host], at_once: usize) -> (Puller, mpsc::Receiver<()>, Arc<Cache>, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let cache = Arc::new(Cache::new(directory.path().to_owned(), u64::MAX));
    let mut config = RegistryConfig::default();
    for host in hosts {
        config.hosts.insert(host.name(), HostConfig { plain_http: true, ..HostConfig::default() });
    }
    let client = Client::new(config, OtherHosts::Listed);
    let pace = (at_once, Duration::from_millis(20));
    let puller = Puller::start(client, Arc::clone(&cache), MAX_BYTES, pace).unwrap();
    let (told, changes) = mpsc::channel();
    puller.on_change(move || {
        let _ = told.send(());
    });
    (puller, changes, cache, directory)
}

/// Takes a connection, and holds it until the client lets it go.
fn silent() -> Host {
    Host::start(|_, stream| drop(stream.peek(&mut [0])))
}

#[test]
fn nobody_waits_and_the_end_is_told() {
    let host = Host::start(behave);
    let (puller, changes, cache, _directory) = puller(&[&host], 1);
    let (counted, ends) = mpsc::channel();
    puller.on_end(move |end| _ = counted.send(end));
    assert_eq!(puller.pull(&host.reference()), Pull::Running);
    changes.recv().unwrap();
    assert_eq!(ends.try_recv(), Ok(PullEnd::Pulled));
    assert!(cache.find(&host.reference()).is_some());
    // It is not pulled again and again by whoever wants more than it is.
    let asked = host.asked().len();
    assert_eq!(puller.pull(&host.reference()), Pull::Running);
    puller.wait(&[host.reference()]);
    assert_eq!(host.asked().len(), asked);
}

#[test]
fn a_pull_that_failed_is_tried_again_and_says_why_meanwhile() {
    let failures = Mutex::new(2);
    let host = Host::start(move |asked, stream| {
        let mut failures = failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return respond(stream, "503 Service Unavailable", b"");
        }
        behave(asked, stream);
    });
    let (puller, changes, cache, _directory) = puller(&[&host], 1);
    let mut said = Vec::new();
    while cache.find(&host.reference()).is_none() {
        if let Pull::Failed(why) = puller.pull(&host.reference()) {
            said.push(why);
        }
        changes.recv().unwrap();
    }
    assert!(!said.is_empty() && said.iter().all(|why| why.contains("answered 503")), "{said:?}");
}

#[test]
fn a_registry_that_says_nothing_holds_up_no_other() {
    let (slow, host) = (silent(), Host::start(behave));
    let (puller, changes, cache, _directory) = puller(&[&slow, &host], 1);
    assert_eq!(puller.pull(&slow.reference()), Pull::Running);
    assert_eq!(puller.pull(&host.reference()), Pull::Running);
    changes.recv().unwrap();
    assert!(cache.find(&host.reference()).is_some() && cache.find(&slow.reference()).is_none());
}
