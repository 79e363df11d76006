//! Outages that a publishable key meets: filters of its tenant that are not there, rates that are too low, and no process at all.

use super::PAGES;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, Genesys, Nginx, PublishableKey, Service, Setup, TenantDirectory, free_port, until};
use std::fs;

/// The key that pages show, for one format.
pub(super) fn key(format: &str) -> PublishableKey {
    let rates = ["requests_per_second", "burst", "client_requests_per_second", "client_burst"];
    let key = PublishableKey::new("shop", Chromium::KEY, "https://unused.example", &[format]);
    rates.into_iter().fold(key.set("domains", vec![PAGES]), |key, rate| key.set(rate, 1_000))
}

/// A tenant in a directory, whose key gets 503 or 429 until the outage ends.
pub(super) struct Outage {
    genesys: Genesys,
    directory: TenantDirectory,
    key: PublishableKey,
}

impl Outage {
    /// 503, because a filter is not there. With nginx before the service.
    pub(super) fn without_filters(key: PublishableKey) -> (Self, Service, Nginx) {
        let filter = [("name", "gone"), ("component", "gone.wasm")];
        let filter = toml::Table::from_iter(filter.map(|(name, value)| (name.to_owned(), value.into())));
        Self::begin(key.clone(), key, vec![filter])
    }

    /// 429 after so many requests, of which one more is taken each second.
    pub(super) fn past_its_rate(key: PublishableKey, burst: u32) -> (Self, Service, Nginx) {
        let limited = key.clone().set("requests_per_second", 1).set("burst", i64::from(burst));
        Self::begin(key, limited, Vec::new())
    }

    fn begin(key: PublishableKey, first: PublishableKey, filters: Vec<toml::Table>) -> (Self, Service, Nginx) {
        let outage = Self { genesys: Genesys::start(), directory: TenantDirectory::new(), key };
        outage.write(&first, filters);
        let service = Setup::new(&outage.genesys)
            .without_tenants()
            .set("server.trusted_peers", vec!["127.0.0.1"])
            .set("reload.tenants_directory", outage.directory.path())
            .set("reload.poll_seconds", 1)
            .start();
        let nginx = Nginx::before(&service);
        (outage, service, nginx)
    }

    /// Ends it, and waits until the service knows.
    pub(super) fn end(&self, service: &Service) {
        let taken = || service.log.entries().iter().filter(|entry| entry["message"] == TAKEN).count();
        let before = taken();
        self.write(&self.key, Vec::new());
        until("the outage ends", || (taken() > before).then_some(()));
    }

    fn write(&self, key: &PublishableKey, filters: Vec<toml::Table>) {
        let (keys, filters) = (vec![key.table()].into(), filters.into());
        let chain = [("publishable_keys".to_owned(), keys), ("filters".to_owned(), filters)];
        let directory = self.directory.of(TENANT_A);
        fs::create_dir_all(&directory).expect("it can be written");
        let (new, file) = (directory.join("chain.new"), directory.join("chain.toml"));
        let text = toml::to_string(&toml::Table::from_iter(chain)).expect("tables are TOML");
        fs::write(&new, text).expect("it can be written");
        fs::rename(&new, &file).expect("it can be renamed");
    }
}

/// What the service says when it has loaded a tenant's directory.
const TAKEN: &str = "a tenant's chain was taken";

/// A service that is started again at the same address.
pub(super) struct Restarted {
    genesys: Genesys,
    address: String,
    key: PublishableKey,
}

impl Restarted {
    pub(super) fn new(key: PublishableKey) -> Self {
        Self { genesys: Genesys::start(), address: format!("127.0.0.1:{}", free_port()), key }
    }

    pub(super) fn start(&self) -> Service {
        Setup::new(&self.genesys)
            .set("server.listen", &*self.address)
            .set("server.trusted_peers", vec!["127.0.0.1"])
            .keys_of(TENANT_A, [self.key.clone()])
            .start()
    }
}

/// Waits until so many requests got this status.
pub(super) fn until_answered(service: &Service, status: &str, times: usize) {
    until(&format!("{times} requests get {status}"), || {
        let answered = service.scrape().sum("telemetry_http_requests_total", &[("status", status)]);
        (answered >= times as f64).then_some(())
    });
}
