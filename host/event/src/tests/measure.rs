//! How long it takes: `SLUICE_PAYLOAD=FILE cargo test --release -p sluice-event measure -- --ignored --nocapture`.

use std::{hint::black_box, time::Instant};

use super::*;

/// The least time of many, in microseconds: other work on the machine only adds.
fn micros<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..400 {
        let start = Instant::now();
        for _ in 0..20 {
            black_box(work());
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / 20.0);
    }
    best
}

#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "it is what this is for")]
fn measure() {
    let body = Bytes::from(std::fs::read(std::env::var("SLUICE_PAYLOAD").unwrap()).unwrap());
    let copy = || Bytes::from(body.to_vec());
    let limits = DecodeLimits::default();
    let envelope = Envelope {
        received_at: RECEIVED_AT,
        tenant_id: Some("9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"),
        tenant_name: Some("acme"),
        user: Some("ada"),
        sender: crate::line::Sender::Token,
        request_id: "0192f1b0c0de7000",
        max_line_bytes: DEFAULT_LINE_BYTES,
    };
    let copied = micros(copy);
    println!("{} bytes; times in µs, the copy of the body ({copied:.2}) left out", body.len());
    println!("serde_json       {:.2}", micros(|| serde_json::from_slice::<Json>(&body).unwrap()));
    println!("decode           {:.2}", micros(|| Batch::from_json(copy(), &limits).unwrap()) - copied);
    let batch = Batch::from_json(copy(), &limits).unwrap();
    println!("nodes            {}", batch.tape.nodes.len());
    let mut out = Vec::new();
    let mut write = |batch: &Batch| {
        out.clear();
        write_lines(batch, &envelope, &mut out)
    };
    println!("lines            {:.2}", micros(|| write(&batch)));
    println!("decode and lines {:.2}", micros(|| write(&Batch::from_json(copy(), &limits).unwrap())) - copied);

    let never = Pattern {
        rule: "never".to_owned(),
        matcher: Matcher::Regex("\u{1f980}".to_owned()),
        replacement: Replacement::Mask,
    };
    for (name, scanner) in
        [("nothing", Scanner::compile(&[never]).unwrap()), ("email, card", scanner(Replacement::Mask))]
    {
        let key = key();
        let filter = filter("redact");
        let mut scanned = Batch::from_json(copy(), &limits).unwrap();
        let mut found = 0;
        let mut run = |batch: &mut Batch| {
            batch.begin(filter.clone());
            let rules: Vec<RuleId> = scanner.patterns().iter().map(|pattern| rule(&pattern.rule)).collect();
            found = (0..batch.len() as u32).map(|event| batch.scan(&scanner, &rules, event, "", &key)).sum();
        };
        let time = micros(|| {
            run(&mut scanned);
            scanned.rollback();
        });
        run(&mut scanned);
        scanned.commit();
        println!("scan ({name}): {found} found, {time:.2}; lines after it {:.2}", micros(|| write(&scanned)));
    }
}
