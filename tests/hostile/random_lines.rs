//! Random components without a loop and without a function of their own: nothing but the host can end their runs.
//!
//! `STRAIGHT_LINES=500 STRAIGHT_LINE_SEED=7 cargo test --release -p sluice-tests random_lines -- --nocapture` runs others.

pub(super) mod generator;

use super::{
    processor_time,
    random::{number, settled},
};
use generator::{Choices, StraightLine, straight_line};
use serde_json::json;
use sluice_identity::stand_in::tenant_of_crowd;
use sluice_sandbox::WIT;
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, directory};
use std::{collections::BTreeMap, fs, time::Duration};

const BUDGET: Duration = Duration::from_millis(10);
/// What a run may take beyond it: a tick of the clock and the end of the run.
const GRACE: Duration = Duration::from_millis(2);
/// The dearest call of the host, on a machine that others use too.
const ONE_CALL: Duration = Duration::from_millis(20);
/// What a request takes beside its run, and what the kernel's count is late by.
const REQUEST: Duration = Duration::from_millis(10);

/// SplitMix64, <https://prng.di.unimi.it/splitmix64.c>
struct Random(u64);

impl Choices for Random {
    fn choose(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % u64::from(below)) as u32
    }
}

/// A service with a tenant for each line, whose only filter it is.
fn start(genesys: &Genesys, tenants: &TenantDirectory, lines: &[StraightLine]) -> Service {
    let into = directory().join("straight-lines");
    fs::create_dir_all(&into).expect("the run's directory can be written");
    for (number, line) in lines.iter().enumerate() {
        let name = format!("line-{number}");
        let file = into.join(format!("{name}.wasm"));
        let component = wat::parse_str(&line.text).unwrap_or_else(|error| panic!("{error}"));
        fs::write(&file, component).expect("it can be written");
        let filter = Filter::at(&name, file).set("allow", vec!["redact", "enrich", "context", "personal"]);
        tenants.write(&tenant_of_crowd(number as u32), [filter.set("on_failure", "withhold")]);
    }
    Setup::new(genesys)
        .edge([])
        .set("reload.tenants_directory", tenants.path())
        .set("ceiling.allow", vec!["redact", "enrich", "context", "personal"])
        .set("limits.cpu_ms", BUDGET.as_millis() as i64)
        .start()
}

/// One run as the metrics and the kernel saw it.
struct Seen {
    outcome: String,
    counted: Duration,
    taken: Duration,
}

fn run(service: &Service, tenant: &str) -> Seen {
    let events = json!([{"message": "a@example.com", "attributes": {"x": [1, "two"]}}, {"message": "b"}]);
    let before = processor_time::of_runs(service);
    let reply = service.ask().token(tenant).json(&events).send();
    assert_eq!(reply.status, 200, "{tenant}: {}", reply.text());
    let taken = processor_time::of_runs(service).saturating_sub(before);
    let (scrape, own) = (service.scrape(), [("chain", tenant)]);
    let runs = |outcome: &&&str| scrape.sum("telemetry_filter_runs_total", &[own[0], ("outcome", outcome)]) > 0.0;
    let outcomes = scrape.values_of("telemetry_filter_runs_total", "outcome");
    let outcome = outcomes.iter().find(runs).map_or_else(String::new, |&outcome| outcome.to_owned());
    let counted = Duration::from_secs_f64(scrape.sum("telemetry_filter_cpu_seconds_total", &own));
    Seen { outcome, counted, taken }
}

/// What is wrong with a run.
fn judge(Seen { outcome, counted, taken }: &Seen) -> Vec<&'static str> {
    let checks = [
        (outcome == "ok" && *counted > BUDGET, "good though past its budget"),
        (*counted > BUDGET + GRACE + ONE_CALL, "ended late"),
        (*taken > *counted + REQUEST, "took more than is counted"),
    ];
    checks.into_iter().filter_map(|(is_wrong, what)| is_wrong.then_some(what)).collect()
}

#[test]
fn no_run_of_a_straight_line_takes_more_than_its_budget_and_what_it_took_is_counted() {
    let (count, seed) = (number("STRAIGHT_LINES", 50), number("STRAIGHT_LINE_SEED", 1));
    let mut random = Random(seed);
    let lines: Vec<_> = (0..count).map(|_| straight_line(&mut random)).collect();
    let (genesys, directories) = (Genesys::start(), TenantDirectory::new());
    let service = start(&genesys, &directories, &lines);
    let tenants: Vec<String> = (0..count as u32).map(tenant_of_crowd).collect();
    let loaded = settled(&service, &tenants);
    assert!(loaded.iter().all(|loaded| *loaded), "not all were loaded:\n{}", service.log.text());
    let (mut wrong, mut outcomes, mut longest) = (Vec::new(), BTreeMap::<String, u32>::new(), Duration::ZERO);
    for (tenant, line) in tenants.iter().zip(&lines) {
        let seen = run(&service, tenant);
        longest = longest.max(seen.taken);
        for what in judge(&seen) {
            let Seen { outcome, counted, taken } = &seen;
            wrong.push(format!("{what}: {outcome}, {counted:?} counted, {taken:?} taken: {}", line.does));
        }
        *outcomes.entry(seen.outcome).or_default() += 1;
    }
    eprintln!("{count} straight lines of seed {seed}: {outcomes:?}, the longest took {longest:?}");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(outcomes.len() > 1 && outcomes.contains_key("ok"), "{outcomes:?}");
}

#[test]
fn every_function_of_the_contract_may_be_called_in_a_line() {
    let component = generator::component("");
    let functions = WIT.lines().filter_map(|line| line.trim().split_once(": func(")).map(|(name, _)| name);
    let imported: Vec<_> = functions.filter(|name| !name.starts_with("export ")).collect();
    assert!(imported.len() >= 25, "{imported:?}");
    for name in imported {
        assert!(component.contains(&format!(".{name}\" (func")), "{name} is not in generator/imports.rs");
    }
}
