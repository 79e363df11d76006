//! What a language costs: the same filter in each, measured by `sluice filter bench`.

use crate::payload::Payload;
use serde_json::Value;
use sluice_tests::{Ended, FilterLanguage, directory, run, sluice};
use std::{fs, path::Path, process::Command, time::Instant};

/// Prints a row for each language.
pub fn measure(seconds: u64, directory: &Path) {
    let events = directory.join("events.json");
    fs::write(&events, Payload::Batch20.body()).expect("the bench's directory can be written");
    println!("redact-small in each language, {} events in a fresh sandbox", Payload::Batch20.count());
    println!(
        "{:<12} {:>12} {:>9} {:>9} {:>9} {:>9} {:>9} {:>12}",
        "", "bytes", "load s", "start µs", "run µs", "p90 µs", "MiB", "instructions"
    );
    for language in FilterLanguage::ALL.into_iter().filter(|language| language.is_there()) {
        row(language, &events, seconds);
    }
}

fn row(language: FilterLanguage, events: &Path, seconds: u64) {
    let component = language.redact_small();
    // Nothing is compiled yet in a store of its own.
    let store = directory().join("languages").join(format!("store-{}", language.name));
    let sluice_filter = |command: &str, more: &[&str]| -> Ended {
        let mut sluice = Command::new(sluice());
        sluice.args(["filter", command]).arg(&component).arg("--events").arg(events).arg("--store").arg(&store);
        sluice.args(more);
        let ended = run(sluice);
        assert_eq!(ended.code, Some(0), "{}: {ended:?}", language.name);
        ended
    };
    let began = Instant::now();
    sluice_filter("run", &["--lines"]);
    let load = began.elapsed().as_secs_f64();
    let measured = sluice_filter("bench", &["--json", "--seconds", &seconds.to_string()]);
    let measured: Value = serde_json::from_str(&measured.stdout).expect("JSON");
    let figure = |pointer: &str| measured.pointer(pointer).and_then(Value::as_f64).unwrap_or(f64::NAN);
    println!(
        "{:<12} {:>12} {load:>9.1} {:>9.1} {:>9.1} {:>9.1} {:>9.1} {:>12}",
        language.name,
        fs::metadata(&component).map_or(0, |component| component.len()),
        figure("/sandbox_start_us/p50"),
        figure("/cpu_us/p50"),
        figure("/cpu_us/p90"),
        figure("/memory_bytes") / f64::from(1 << 20),
        figure("/instructions/p50"),
    );
}
