//! The service as its users meet it: the real binary, real sockets, real pipes, real programs around it.

mod filter_commands;
mod filters;
mod formats;
mod operation;
mod requests;

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
