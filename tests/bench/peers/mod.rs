//! Peers that can be had from registries, beside the native reference and the service: the same work, in turn, on the same core.

pub mod envoy;
mod lines;

use crate::{
    Arguments, Row, failures, format::Format, load::Measured, measure_in_turn, median, payload::Payload, print_rows,
    server::Contestant,
};
use sluice_tests::Genesys;
use std::{fs, path::Path, process::Command};

/// Those whose events hold personal texts that every contestant looks for.
const PAYLOADS: [Payload; 3] = [Payload::Single, Payload::Batch20, Payload::Batch200];

/// Prints what each masks and what it takes for that, and returns the number of requests that failed.
pub fn measure(genesys: &Genesys, arguments: &Arguments, directory: &Path) -> u64 {
    let payloads: Vec<_> =
        PAYLOADS.into_iter().filter(|own| arguments.payload.is_none_or(|only| only == *own)).collect();
    assert!(!payloads.is_empty(), "peers are measured with {}", PAYLOADS.map(Payload::name).join(", "));
    envoy::install();
    println!("{}", surroundings());
    println!(
        "{}: the reference's redaction as a proxy-wasm filter. It authenticates nobody, replies before lines are written, and has \
         one sandbox\nfor all requests. The native reference has none. Sluice has a new one for each request, or needs none.\n",
        envoy::version()
    );
    let mut failed = 0;
    for payload in payloads {
        let mut rows = rows();
        for row in &rows {
            println!("{:<38} {}", row.what, lines::check(&row.contestant, genesys, payload));
        }
        measure_in_turn(&mut rows, genesys, payload, arguments, directory);
        print_rows(payload, &rows);
        print_ratio(&rows);
        failed += failures(&rows);
    }
    failed
}

const SLUICE: usize = 1;
const ENVOY: usize = 2;

fn rows() -> [Row; 3] {
    let row = |what: &str, contestant| Row {
        what: what.to_owned(),
        contestant,
        format: Format::PlainJson,
        measured: Vec::new(),
    };
    let sluice = Contestant::Sluice { filters: vec!["redact-pii"], cores: 1, always_sandboxed: false };
    [
        row("native reference", Contestant::Reference),
        row("sluice, redact-pii", sluice),
        row("envoy, proxy-wasm", Contestant::Envoy),
    ]
}

fn print_ratio(rows: &[Row]) {
    let pairs = || rows[ENVOY].measured.iter().zip(&rows[SLUICE].measured);
    let ratios = || pairs().map(|(envoy, sluice): (&Measured, &Measured)| envoy.cpu_us / sluice.cpu_us);
    let (least, most) = (ratios().fold(f64::INFINITY, f64::min), ratios().fold(0.0, f64::max));
    println!("{:<38} {:>12.2} x sluice ({least:.2} to {most:.2})\n", "envoy, CPU per request", median(ratios()));
}

/// The day, the processor, and how busy it was when this began.
fn surroundings() -> String {
    let day = Command::new("date").args(["--utc", "+%F"]).output().expect("date is there").stdout;
    let processors = fs::read_to_string("/proc/cpuinfo").expect("there is a processor");
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let load = fs::read_to_string("/proc/loadavg").expect("there is a load");
    format!(
        "{}, {} with {} cores, load {}",
        String::from_utf8_lossy(&day).trim(),
        model.map_or("a processor without a name", |(_, name)| name),
        processors.lines().filter(|line| line.starts_with("processor")).count(),
        load.split(' ').next().unwrap_or_default()
    )
}
