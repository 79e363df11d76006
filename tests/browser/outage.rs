//! Outages that a publishable key meets: filters of its tenant that are not there, and no process at all.

use super::PAGES;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, Genesys, Nginx, PublishableKey, Service, Setup, TenantDirectory, free_port, until};
use std::fs;

/// The key that pages show, for one format.
pub(super) fn key(format: &str) -> PublishableKey {
    PublishableKey::new("shop", Chromium::KEY, "https://unused.example", &[format])
        .set("domains", vec![PAGES])
        .set("requests_per_second", 1_000)
        .set("burst", 1_000)
        .set("client_requests_per_second", 1_000)
        .set("client_burst", 1_000)
}

/// A tenant whose directory names a filter that is not there: requests with its key get 503.
pub(super) struct WithoutFilters {
    genesys: Genesys,
    directory: TenantDirectory,
    key: PublishableKey,
}

impl WithoutFilters {
    /// With nginx before the service.
    pub(super) fn begin(key: PublishableKey) -> (Self, Service, Nginx) {
        let outage = Self { genesys: Genesys::start(), directory: TenantDirectory::new(), key };
        outage
            .write(&[toml::Table::from_iter(["name", "component"].map(|name| (name.to_owned(), "gone.wasm".into())))]);
        let service = Setup::new(&outage.genesys)
            .without_tenants()
            .set("server.trusted_peers", vec!["127.0.0.1"])
            .set("reload.tenants_directory", outage.directory.path())
            .set("reload.poll_seconds", 1)
            .start();
        let nginx = Nginx::before(&service);
        (outage, service, nginx)
    }

    pub(super) fn end(&self) {
        self.write(&[]);
    }

    fn write(&self, filters: &[toml::Table]) {
        let chain = toml::Table::from_iter([
            ("publishable_keys".to_owned(), vec![self.key.table()].into()),
            ("filters".to_owned(), filters.to_vec().into()),
        ]);
        let directory = self.directory.of(TENANT_A);
        fs::create_dir_all(&directory).expect("it can be written");
        let (new, file) = (directory.join("chain.new"), directory.join("chain.toml"));
        fs::write(&new, toml::to_string(&chain).expect("tables are TOML")).expect("it can be written");
        fs::rename(&new, &file).expect("it can be renamed");
    }
}

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

/// Requests of a format that were answered with this status.
pub(super) fn answered(service: &Service, status: &str) -> f64 {
    service.scrape().sum("telemetry_http_requests_total", &[("status", status)])
}

/// Waits until a page, or more, has been refused so many times.
pub(super) fn until_refused(service: &Service, status: &str, times: f64) {
    until(&format!("{times} requests get {status}"), || (answered(service, status) >= times).then_some(()));
}
