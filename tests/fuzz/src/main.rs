//! Fuzz targets for everything that takes bytes or calls from outside. One executable, because linking is what takes time;
//! `FUZZ_TARGET` says which of them runs.

#![no_main]

mod calls;
mod decoders;
mod lines;
#[cfg(feature = "service")]
mod others;
mod scanners;
#[cfg(feature = "service")]
mod straight_line;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

type Target = fn(&[u8]);

const TARGETS: &[(&str, Target)] = &[
    ("json", decoders::json),
    ("ndjson", decoders::ndjson),
    ("otlp-json", decoders::otlp_json),
    ("otlp-protobuf", decoders::otlp_protobuf),
    ("faro", decoders::faro),
    ("sentry", decoders::sentry),
    ("reports", decoders::reports),
    ("datadog", decoders::datadog),
    ("gzip", decoders::gzip),
    ("deflate", decoders::deflate),
    ("brotli", decoders::brotli),
    ("zstd", decoders::zstd),
    ("calls", calls::calls),
    ("scanners", scanners::scanners),
    #[cfg(feature = "service")]
    ("config", others::config),
    #[cfg(feature = "service")]
    ("component", others::component),
    #[cfg(feature = "service")]
    ("straight-line", straight_line::straight_line),
];

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let known = || TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    TARGETS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("FUZZ_TARGET is one of {}", known())).1
});

fuzz_target!(|data: &[u8]| TARGET(data));
