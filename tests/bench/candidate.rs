//! What a candidate costs the requests that it is compared on: they hand over a copy of their batch.

use crate::{
    format::Format,
    load::{self, Measured},
    median,
    payload::Payload,
    server::{SERVER_CORE, Server},
};
use sluice_tests::{Filter, Genesys, Setup, component};
use std::path::Path;

/// The share of batches that are compared.
const SHARES: [f64; 2] = [0.1, 1.0];

/// Measures in turn without a candidate and with one, prints what the threads that serve take, and returns the number of
/// requests that failed.
pub fn measure(genesys: &Genesys, seconds: u64, repeats: u32, directory: &Path) -> u64 {
    let mut without = Vec::new();
    let mut with: [Vec<Measured>; SHARES.len()] = Default::default();
    let run = |share| {
        let server = start(genesys, share);
        load::measure(&server, Payload::Batch20, Format::PlainJson, seconds, directory)
    };
    for _ in 0..repeats {
        without.push(run(None));
        for (share, measured) in SHARES.into_iter().zip(&mut with) {
            measured.push(run(Some(share)));
        }
    }
    println!("redact-pii with itself as a candidate, {} events, threads that serve", Payload::Batch20.count());
    let of = |measured: &[Measured]| median(measured.iter().map(|measured| measured.serving_us));
    println!("{:<38} {:>9.1} µs/req", "no candidate", of(&without));
    for (share, with) in SHARES.into_iter().zip(&with) {
        let ratio = median(with.iter().zip(&without).map(|(own, other)| own.serving_us / other.serving_us));
        println!("{:<38} {:>9.1} µs/req {ratio:>7.3} x", format!("a candidate for {share} of the batches"), of(with));
    }
    with.iter().flatten().chain(&without).map(|measured| measured.failed).sum()
}

fn start(genesys: &Genesys, share: Option<f64>) -> Server {
    let component = component("redact-pii");
    let filter = Filter::at("redact-pii", component.clone());
    let filter = match share {
        None => filter,
        Some(share) => filter.set("candidate", component.display().to_string()).set("share", share),
    };
    let setup = Setup::new(genesys).set("limits.cpu_ms", 10).edge([filter]).set("server.worker_threads", 1);
    Server::Sluice(Box::new(setup.under(&["taskset", "-c", &SERVER_CORE.to_string()]).counted().start()))
}
