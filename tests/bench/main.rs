//! `sluice-bench`: processor time for each request, of the service and of the native reference, in turn and in one run.
//!
//! Each contestant is started afresh for each measurement, warmed up, and has core 0 to itself; wrk and the reader of its
//! stdout have core 1. What holds from one machine to the next is the ratio of two that were measured in turn: the median of
//! these is printed.

mod breadth;
mod cache_walk;
mod callgrind;
mod candidate;
mod cores;
mod format;
mod instructions;
mod languages;
mod load;
mod neighbour;
mod payload;
mod peers;
mod sdk;
mod server;
mod training;

use clap::Parser;
use format::Format;
use load::Measured;
use payload::Payload;
use rustix::thread::{CpuSet, sched_setaffinity};
use server::{Contestant, LOAD_CORE, Lines};
use sluice_tests::Genesys;
use std::{path::Path, process::ExitCode};

/// How many more no-op filters the price of one is taken from: one alone would drown in the noise.
const NO_OPS: usize = 4;

/// Compares the service with the same work in plain native Rust
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Seconds of each measurement; a third of it more is warm-up
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Measurements of each; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    repeats: u32,
    /// Beside a neighbour on the other core who empties the caches
    #[arg(long)]
    contended: bool,
    /// This payload only, and nothing about tenants
    #[arg(long, value_enum)]
    payload: Option<Payload>,
    /// Tenants with a filter of their own each; 0 for none
    #[arg(long, default_value_t = 1_000)]
    tenants: u32,
    /// Only instructions, cache misses and system calls of each request, which are the same on a busy machine
    #[arg(long, conflicts_with = "only_tenants")]
    instructions: bool,
    /// Only one filter in each language
    #[arg(long, conflicts_with = "only_tenants")]
    languages: bool,
    /// Only what a candidate costs
    #[arg(long, conflicts_with = "only_tenants")]
    candidate: bool,
    /// Only the native reference, the service and peers that can be had from registries, which are installed first
    #[arg(long, conflicts_with = "only_tenants")]
    peers: bool,
    /// Only requests, for the profile of a service that was built to record one
    #[arg(long, conflicts_with = "only_tenants")]
    train: bool,
    /// Only what is about tenants
    #[arg(long, conflicts_with = "payload")]
    only_tenants: bool,
}

/// One line of the table, with a measurement for each repeat.
struct Row {
    what: String,
    contestant: Contestant,
    format: Format,
    measured: Vec<Measured>,
}

fn rows(payload: Payload) -> Vec<Row> {
    let sluice = |what: &str, filters: &[&'static str], cores| Row {
        what: what.to_owned(),
        contestant: Contestant::Sluice { filters: filters.to_vec(), cores, always_sandboxed: false },
        format: Format::PlainJson,
        measured: Vec::new(),
    };
    let with_no_ops: Vec<_> = std::iter::once("redact-pii").chain([NO_OP; NO_OPS]).collect();
    let reference = Contestant::Reference;
    let mut rows = vec![
        Row {
            what: "native reference".to_owned(),
            contestant: reference,
            format: Format::PlainJson,
            measured: Vec::new(),
        },
        sluice("sluice, no filter", &[], 1),
        sluice("sluice, redact-pii", &["redact-pii"], 1),
        sluice("sluice, redact-pii + enrich-client", &["redact-pii", "enrich-client"], 1),
        sluice(&format!("sluice, redact-pii + {NO_OPS} no-ops"), &with_no_ops, 1),
        sluice("sluice, redact-pii, two cores", &["redact-pii"], 2),
        Row {
            contestant: Contestant::Sluice { filters: vec!["redact-pii"], cores: 1, always_sandboxed: true },
            ..sluice("sluice, redact-pii, always in a sandbox", &[], 1)
        },
    ];
    let formats: &[(Format, &str)] = match payload {
        Payload::Batch20 => {
            &[(Format::OtlpJson, "OTLP JSON"), (Format::OtlpProtobuf, "OTLP protobuf"), (Format::Faro, "Faro")]
        }
        Payload::Error => &[(Format::Sentry, "Sentry")],
        Payload::Rum20 => &[(Format::Datadog, "Datadog")],
        Payload::Single | Payload::Batch200 => &[],
    };
    for &(format, what) in formats {
        rows.push(Row { format, ..sluice(&format!("sluice, no filter, {what}"), &[], 1) });
        rows.push(Row { format, ..sluice(&format!("sluice, redact-pii, {what}"), &["redact-pii"], 1) });
    }
    rows
}

const NO_OP: &str = "pass-through";
const REFERENCE: usize = 0;
const REDACT: usize = 2;
const WITH_NO_OPS: usize = 4;
const TWO_CORES: usize = 5;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    stay_on_load_core();
    if arguments.contended { cache_walk::beside(|| run(&arguments)) } else { run(&arguments) }
}

fn run(arguments: &Arguments) -> ExitCode {
    let genesys = Genesys::start();
    let directory = tempfile::tempdir_in(sluice_tests::directory()).expect("the run's directory can be written");
    let payloads = match arguments.payload {
        Some(payload) => vec![payload],
        None if arguments.only_tenants => vec![],
        None => Payload::ALL.to_vec(),
    };
    if arguments.languages {
        languages::measure(arguments.seconds, directory.path());
        return ExitCode::SUCCESS;
    }
    if arguments.candidate {
        let failed = candidate::measure(&genesys, arguments.seconds, arguments.repeats, directory.path());
        return exit_code(failed);
    }
    if arguments.peers {
        return exit_code(peers::measure(&genesys, arguments, directory.path()));
    }
    if arguments.train {
        return exit_code(training::train(&genesys, directory.path()));
    }
    if arguments.instructions {
        payloads.iter().for_each(|payload| instructions::measure(&genesys, *payload, directory.path()));
        return ExitCode::SUCCESS;
    }
    let mut failed = 0;
    for payload in payloads {
        let mut rows = rows(payload);
        measure_in_turn(&mut rows, &genesys, payload, arguments, directory.path());
        print_rows(payload, &rows);
        print_prices(&rows);
        let scale = cores::two_against_one(
            &genesys,
            &["redact-pii"],
            payload,
            arguments.seconds * u64::from(arguments.repeats),
        );
        println!(
            "{:<38} {scale:>8.2} x one (decode, redact-pii and lines, on threads without HTTP)\n",
            "throughput of two cores"
        );
        failed += failures(&rows);
    }
    if arguments.payload.is_none() {
        failed += candidate::measure(&genesys, arguments.seconds, arguments.repeats, directory.path());
        failed += neighbour::measure(&genesys, arguments.seconds * u64::from(arguments.repeats));
        if arguments.tenants > 1 {
            failed += breadth::measure(&genesys, arguments.tenants, arguments.seconds, directory.path());
        }
    }
    exit_code(failed)
}

fn exit_code(failed: u64) -> ExitCode {
    if failed > 0 {
        eprintln!("{failed} requests failed: the figures do not count");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn measure_in_turn(rows: &mut [Row], genesys: &Genesys, payload: Payload, arguments: &Arguments, directory: &Path) {
    for _ in 0..arguments.repeats {
        for row in &mut *rows {
            let server = row.contestant.start(genesys, Lines::Counted);
            row.measured.push(load::measure(&server, payload, row.format, arguments.seconds, directory));
        }
    }
}

fn failures(rows: &[Row]) -> u64 {
    rows.iter().flat_map(|row| &row.measured).map(|measured| measured.failed).sum()
}

/// This process, its reader of stdout and the stand-in for Genesys.
fn stay_on_load_core() {
    let mut core = CpuSet::new();
    core.set(LOAD_CORE);
    if let Err(error) = sched_setaffinity(None, &core) {
        panic!("moving to core {LOAD_CORE}: {error}; the benchmark needs two cores");
    }
}

fn print_rows(payload: Payload, rows: &[Row]) {
    println!("{}: {} events, {} bytes", payload.name(), payload.count(), payload.body().len());
    println!(
        "{:<38} {:>12} {:>12} {:>12} {:>9} {:>9} {:>9} {:>7}",
        "", "CPU µs/req", "x reference", "requests/s", "p50 µs", "p99 µs", "RSS MiB", "failed"
    );
    for row in rows {
        let of = |figure: fn(&Measured) -> f64| median(row.measured.iter().map(figure));
        println!(
            "{:<38} {:>12.1} {:>12.2} {:>12.0} {:>9.0} {:>9.0} {:>9.1} {:>7}",
            row.what,
            of(|measured| measured.cpu_us),
            ratio(row, &rows[REFERENCE]),
            of(|measured| measured.requests_per_second),
            of(|measured| measured.p50_us),
            of(|measured| measured.p99_us),
            of(|measured| measured.peak_memory as f64) / f64::from(1 << 20),
            row.measured.iter().map(|measured| measured.failed).sum::<u64>(),
        );
    }
}

fn print_prices(rows: &[Row]) {
    let pairs = rows[WITH_NO_OPS].measured.iter().zip(&rows[REDACT].measured);
    let price = median(pairs.map(|(more, fewer)| (more.cpu_us - fewer.cpu_us) / NO_OPS as f64));
    println!("{:<38} {price:>12.1}", "one more no-op filter");
    // What two cores could serve if the load were elsewhere: twice the time, by what a request takes of it.
    let scale = 2.0 / ratio(&rows[TWO_CORES], &rows[REDACT]);
    println!("{:<38} {scale:>8.2} x one (by CPU per request, over HTTP)", "capacity of two cores");
}

/// The median ratio of measurements that were made in turn.
fn ratio(row: &Row, to: &Row) -> f64 {
    median(row.measured.iter().zip(&to.measured).map(|(own, other)| own.cpu_us / other.cpu_us))
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    match (figures.len(), figures.len() / 2) {
        (0, _) => f64::NAN,
        (length, middle) if length % 2 == 1 => figures[middle],
        (_, middle) => (figures[middle - 1] + figures[middle]) / 2.0,
    }
}
