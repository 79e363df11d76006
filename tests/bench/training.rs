//! What the profile in `profile/` is recorded with: requests of every format, through the chains that people have. The service has
//! been built to count what it executes, and writes that when it ends.

use crate::{
    format::Format,
    load,
    payload::Payload,
    server::{self, Server},
};
use sluice_tests::Genesys;
use std::path::Path;

const REQUESTS: [(Payload, Format); 8] = [
    (Payload::Single, Format::PlainJson),
    (Payload::Batch20, Format::PlainJson),
    (Payload::Batch200, Format::PlainJson),
    (Payload::Batch20, Format::OtlpJson),
    (Payload::Batch20, Format::OtlpProtobuf),
    (Payload::Batch20, Format::Faro),
    (Payload::Error, Format::Sentry),
    (Payload::Rum20, Format::Datadog),
];

const CHAINS: [&[&str]; 3] = [&[], &["redact-pii"], &["redact-pii", "enrich-client"]];

/// Of each service.
const SECONDS: u64 = 1;

/// Sends all of them; how many failed.
pub fn train(genesys: &Genesys, directory: &Path) -> u64 {
    let train = |filters: &[&'static str], (payload, format), recorded_bytes: Option<i64>| {
        let setup =
            server::setup(genesys, filters).set("server.worker_threads", 1).set("guard.default", "mask").counted();
        let setup = match recorded_bytes {
            Some(bytes) => setup.set("pool.recorded_bytes", bytes),
            None => setup,
        };
        let mut server = Server::Sluice(Box::new(setup.start()));
        let measured = load::measure(&server, payload, format, SECONDS, directory);
        if let Server::Sluice(service) = &mut server {
            service.terminate();
            assert_eq!(
                service.ended(),
                Some(0),
                "what it has counted is written when it ends:\n{}",
                service.log.text()
            );
        }
        measured.failed
    };
    let by_format: u64 = CHAINS.iter().flat_map(|filters| REQUESTS.map(|request| train(filters, request, None))).sum();
    by_format + train(CHAINS[2], REQUESTS[1], Some(0))
}
