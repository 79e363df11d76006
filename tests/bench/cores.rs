//! What a second core brings, without the load that would share it: decoding, filters and lines, called from threads.

use crate::{payload::Payload, server};
use bytes::Bytes;
use rustix::thread::{CpuSet, sched_setaffinity};
use sluice::{config::Config, metrics::Metrics, tenants::chains::ChainLoader};
use sluice_event::{
    Batch, DecodeLimits, PseudonymKey,
    line::{Envelope, write_lines},
};
use sluice_sandbox::{Chain, ChainEnd, FilterEngine, LoaderCommand, RequestContext};
use sluice_tests::Genesys;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Turns of one and of two threads.
const TURNS: usize = 5;

/// How many times more batches two cores finish than one, in turn; the median.
pub fn two_against_one(genesys: &Genesys, filters: &[&'static str], payload: Payload, seconds: u64) -> f64 {
    let (_directory, file) = server::setup(genesys, filters).write();
    let config = Config::load(&file, std::env::vars()).expect("the configuration is good");
    let metrics = Arc::new(Metrics::new().expect("names are unique"));
    let loader = LoaderCommand { program: sluice_tests::sluice(), arguments: vec![LoaderCommand::SUBCOMMAND.into()] };
    let engine = FilterEngine::new(&config.pool, &config.store, loader, Arc::clone(&metrics.filters))
        .expect("sandboxes can be set up");
    let key = PseudonymKey::drawn().expect("there is randomness");
    let edge = ChainLoader::new(&engine, &config, &key).expect("no file is named").edge();
    let edge = edge.unwrap_or_else(|errors| panic!("{errors:?}"));
    let body = payload.body();
    let turn = Duration::from_millis(seconds * 1000 / (2 * TURNS as u64)).max(Duration::from_millis(200));
    let rate = |cores: &[usize]| batches_per_second(&edge, &body, cores, turn);
    rate(&[server::SERVER_CORE, server::LOAD_CORE]);
    let mut ratios: Vec<f64> = (0..TURNS)
        .map(|_| {
            let one = (rate(&[server::SERVER_CORE]) + rate(&[server::LOAD_CORE])) / 2.0;
            rate(&[server::SERVER_CORE, server::LOAD_CORE]) / one
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[TURNS / 2]
}

fn batches_per_second(chain: &Chain, body: &str, cores: &[usize], time: Duration) -> f64 {
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    let started = Instant::now();
    std::thread::scope(|scope| {
        for core in cores {
            let (stop, done) = (&stop, &done);
            scope.spawn(move || {
                let mut own = CpuSet::new();
                own.set(*core);
                sched_setaffinity(None, &own).expect("a thread can be moved to the core");
                let mut batches = 0;
                while !stop.load(Ordering::Relaxed) {
                    batch(chain, body);
                    batches += 1;
                }
                done.fetch_add(batches, Ordering::Relaxed);
            });
        }
        std::thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
    });
    done.into_inner() as f64 / started.elapsed().as_secs_f64()
}

fn batch(chain: &Chain, body: &str) {
    let context = Arc::new(RequestContext {
        tenant: None,
        user: None,
        client_address: None,
        user_agent: Some(sluice_tests::user_agent().to_owned()),
        origin: None,
        received_at: "2026-11-22T10:00:00.000Z".to_owned(),
        request_id: "bench".to_owned(),
        key: None,
        charged_to: None,
    });
    let batch = Batch::from_json(Bytes::from(body.to_owned()), &DecodeLimits::default()).expect("the payload is good");
    let ChainEnd::Passed(batch) = chain.run(batch, &context) else { panic!("a filter failed") };
    let envelope = Envelope {
        received_at: &context.received_at,
        tenant_id: Some("tenant"),
        tenant_name: Some("Tenant"),
        user: Some("user"),
        sender: sluice_event::line::Sender::Token,
        request_id: &context.request_id,
        max_line_bytes: 64 << 10,
    };
    let mut lines = Vec::new();
    write_lines(&batch, &envelope, &mut lines);
    std::hint::black_box(lines);
}
