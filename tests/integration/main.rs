//! The service as its users meet it: the real binary, real sockets, real pipes, real programs around it.

mod admin;
mod alerts;
mod authentication;
mod batches;
mod bodies;
mod clients;
mod commands;
mod connections;
mod contracts;
mod cors;
mod data_map;
mod datadog;
mod deployment;
mod encodings;
mod exceptions;
mod failing_filters;
mod faro;
mod filter_bench;
mod filter_compare;
mod filter_guide;
mod filter_languages;
mod filter_new;
mod filter_run;
mod filter_test;
mod guard;
mod kinds;
mod lines;
mod mistakes;
mod odd;
mod other_sdks;
mod otlp;
mod paths;
mod publishable_keys;
mod refusals;
mod refused_filters;
mod registries;
mod replay;
mod reports;
mod retries;
mod sandboxes;
mod sentry;
mod tenants;
mod tokens;
mod variables;

#[path = "../hostile/mod.rs"]
mod hostile;

#[path = "../browser/mod.rs"]
mod browser;
#[path = "../process/mod.rs"]
mod process;
#[path = "../soak/mod.rs"]
mod soak;

use sluice_tests::{Genesys, Service, Setup};

/// A service with the example filters, and what it asks about tokens.
fn service() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).start();
    (genesys, service)
}

/// A service without filters.
fn plain() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    (genesys, service)
}
