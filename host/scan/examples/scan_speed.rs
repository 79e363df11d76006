//! What a scan for all built-in kinds costs: `cargo run --release --package sluice-scan --example scan_speed [BATCH.json]`.
//!
//! For each text of the batch, for the batch as raw JSON, and for long texts: the best of many rounds, in microseconds.

#![allow(clippy::print_stdout, reason = "the figures are what it is run for")]

use serde_json::Value;
use sluice_scan::{Kind, Match, Matcher, Pattern, Replacement, Scanner};
use std::{error::Error, hint::black_box, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(batch) = std::env::args().nth(1) {
        measure_batch(&std::fs::read_to_string(batch)?)?;
    }
    let all = scanner(&Kind::ALL)?;
    for piece in ["lorem ipsum dolor ", "a@b.c 1-2-3 ", "2026-11-22T10:00:00.439Z ", "4111 1111 ", "漢字４ "] {
        let text = piece.repeat((128 << 10) / piece.len());
        println!("128 KiB of {piece:?}: {:.0} µs", cost(&all, &[&text]).0);
    }
    Ok(())
}

fn measure_batch(body: &str) -> Result<(), Box<dyn Error>> {
    let batch: Value = serde_json::from_str(body)?;
    let mut texts = Vec::new();
    collect(&batch, &mut texts);
    let all = scanner(&Kind::ALL)?;
    let (without, with): (Vec<&str>, Vec<&str>) = texts.iter().partition(|text| cost(&all, &[**text]).1 == 0);
    for (name, texts) in [("all texts", &texts), ("texts without a match", &without), ("texts with a match", &with)] {
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let (time, matches) = cost(&all, texts);
        println!("{name}: {} texts, {bytes} bytes, {matches} matches: {time:.2} µs", texts.len());
    }
    for kind in Kind::ALL {
        println!("{kind} alone: {:.2} µs", cost(&scanner(&[kind])?, &texts).0);
    }
    let three = scanner(&[Kind::Email, Kind::Phone, Kind::Card])?;
    println!("email, phone, card: {:.2} µs", cost(&three, &texts).0);
    let events: Vec<String> = batch.as_array().into_iter().flatten().map(Value::to_string).collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    println!("each event as raw JSON, {} bytes: {:.2} µs", body.len(), cost(&all, &events).0);
    let may = measure(|| events.iter().for_each(|event| _ = black_box(all.may_match(black_box(event.as_bytes())))));
    println!("each event as raw JSON, may_match: {may:.2} µs");
    Ok(())
}

fn scanner(kinds: &[Kind]) -> Result<Scanner, Box<dyn Error>> {
    let pattern = |kind: &Kind| {
        let matcher = Matcher::Kind(*kind);
        Pattern { rule: kind.to_string(), matcher, replacement: Replacement::Mask }
    };
    Ok(Scanner::compile(&kinds.iter().map(pattern).collect::<Vec<_>>())?)
}

fn collect<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
        Value::Object(members) => members.values().for_each(|value| collect(value, into)),
        _ => {}
    }
}

fn cost(scanner: &Scanner, texts: &[&str]) -> (f64, usize) {
    let mut matches: Vec<Match> = Vec::new();
    let time = measure(|| {
        matches.clear();
        black_box(texts).iter().for_each(|text| scanner.find(text, &mut matches));
    });
    (time, matches.len())
}

fn measure(mut work: impl FnMut()) -> f64 {
    let round = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..1000).map(|_| round(&mut work)).fold(f64::INFINITY, f64::min)
}
