use crate::sample::{Place, Sample};
use serde_json::{Value, json};
use sluice_tests::{Filter, Genesys, Service, Setup, until};

/// Events of one request and bytes of their texts; the service takes 1000, of one MiB together.
const BATCH: usize = 400;
const BATCH_BYTES: usize = 256 * 1024;
/// Passes over the same texts, of which the quickest counts: others use the machine too.
const PASSES: usize = 5;

/// What the filter finds: everything.
const GROUPS: [&str; 6] = ["contact", "financial", "credentials", "network", "identity", "location"];

/// The real service, with the example filters as they come, but that all kinds are found.
pub struct Subject {
    service: Service,
    // Asked about the token as long as the service runs.
    _genesys: Genesys,
}

impl Subject {
    pub fn start() -> Self {
        Self::of(|setup| setup)
    }

    /// One whose lines are counted only: for measurements.
    pub fn counted() -> Self {
        Self::of(Setup::counted)
    }

    fn of(change: impl FnOnce(Setup) -> Setup) -> Self {
        let genesys = Genesys::start();
        // Compiled filters are kept for the next run.
        let store = sluice_tests::workspace().join("target/quality-filters");
        let redact = Filter::named("redact-pii").config(json!({"kinds": GROUPS}));
        let setup = Setup::new(&genesys)
            .edge([redact, Filter::named("enrich-client")])
            .set("server.worker_threads", 1)
            .set("store.directory", store.to_str().expect("paths of tests are UTF-8"));
        let service = change(setup).start();
        Self { service, _genesys: genesys }
    }

    /// What is written of each text; None where it is gone altogether.
    pub fn outputs(&self, samples: &[Sample]) -> Vec<Option<String>> {
        let before = self.service.output.count();
        self.send(samples);
        let text = self.service.output.text();
        let lines: Vec<_> = text.lines().skip(before).collect();
        assert_eq!(lines.len(), samples.len(), "each event has a line");
        samples.iter().zip(lines).map(|(sample, line)| read(&sample.place, line)).collect()
    }

    /// Milliseconds of processor time of the whole process for each MB of these texts.
    pub fn cpu_per_mb(&self, samples: &[Sample]) -> f64 {
        let bytes: usize = samples.iter().map(|sample| sample.text.len()).sum();
        let pass = |_| {
            let before = self.cpu_ns();
            self.send(samples);
            self.cpu_ns() - before
        };
        let quickest = (0..PASSES).map(pass).min().expect("there are passes");
        quickest as f64 / bytes as f64
    }

    fn send(&self, samples: &[Sample]) {
        let before = self.service.output.count();
        for batch in batches(samples) {
            let events: Vec<_> = batch.iter().map(event).collect();
            let reply = self.service.post(&json!(events));
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        until("all lines are read", || (self.service.output.count() >= before + samples.len()).then_some(()));
    }

    /// Of all threads that it has, in the kernel and outside, nanoseconds.
    fn cpu_ns(&self) -> u64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.service.pid())).expect("it runs");
        let on_cpu = |task: std::fs::DirEntry| {
            let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            text.split(' ').next().and_then(|first| first.parse::<u64>().ok()).unwrap_or_default()
        };
        tasks.flatten().map(on_cpu).sum()
    }
}

fn batches(mut samples: &[Sample]) -> impl Iterator<Item = &[Sample]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |sample: &&Sample| {
            bytes += sample.text.len();
            bytes <= BATCH_BYTES
        };
        let count = samples.iter().take(BATCH).take_while(fits).count().max(1);
        let (batch, rest) = samples.split_at_checked(count)?;
        samples = rest;
        Some(batch)
    })
}

fn event(sample: &Sample) -> Value {
    match &sample.place {
        Place::Message => json!({"kind": "log", "message": sample.text}),
        Place::Member(name) => json!({"kind": "log", "attributes": {name: sample.text}}),
        Place::Number(name) => {
            let number: u64 = sample.text.parse().expect("a number's text is a number");
            json!({"kind": "log", "attributes": {name: number}})
        }
    }
}

fn read(place: &Place, line: &str) -> Option<String> {
    let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let value = match place {
        Place::Message => line.get("message"),
        Place::Member(name) | Place::Number(name) => line.get("attributes").and_then(|members| members.get(name)),
    };
    value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}
