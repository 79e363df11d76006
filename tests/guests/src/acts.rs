//! The behaviours that take more than a line.

use crate::Hostile;
use sluice_filter::{Batch, Span, context, personal};
use std::hint::black_box;

pub(crate) fn message(batch: &Batch) -> String {
    batch.events().next().and_then(|event| event.text("/message")).unwrap_or_default()
}

/// The longest text that `sluice filter test` shows whole, every part of it different.
pub(crate) fn known_text() -> String {
    (0..100).map(|number| format!("known-{number:03};")).collect()
}

pub(crate) fn spin() {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

pub(crate) fn allocate() {
    let mut taken = Vec::new();
    loop {
        // Not touched: filling it would be stopped for its processor time.
        taken.push(black_box(Vec::<u8>::with_capacity(1 << 20)));
    }
}

/// Calls that nest deeper than any stack, with nothing in memory, and that no compiler makes a loop of.
pub(crate) fn recurse(left: u64) -> u64 {
    if left == 0 { 1 } else { recurse(left - 1).rotate_left(3) ^ left }
}

/// Fills the part of the stack that is in memory.
#[allow(unconditional_recursion, reason = "on purpose")]
pub(crate) fn recurse_in_memory(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    recurse_in_memory(depth + 1) + frame[0]
}

pub(crate) fn edits(batch: &Batch) {
    for number in 0_u64.. {
        let _ = batch.set(&format!("/attributes/flood-{number}"), "0123456789abcdef".repeat(64));
    }
}

pub(crate) fn partial(filter: &Hostile, batch: &Batch) {
    let rule = filter.names.rule;
    for event in batch.events() {
        let _ = event.set("/attributes/half", "made");
        event.remove("/attributes/user", rule);
        event.mask("/message", &[Span { start: 0, end: 1 }], rule);
        event.pseudonymise("/session", rule);
        if let Some(scanner) = filter.scanner {
            event.scan(scanner, "");
        }
        if event.text("/name").as_deref() == Some("drop") {
            event.drop();
        }
    }
}

pub(crate) fn odd_spans(filter: &Hostile, batch: &Batch) {
    for event in batch.events() {
        for text in event.texts("") {
            let spans = [(5, 2), (u32::MAX, u32::MAX), (0, u32::MAX), (1, 2), (2, 3), (2, 2), (7, 9), (8, 12)];
            event.mask(&text.path, &spans.map(|(start, end)| Span { start, end }), filter.names.rule);
        }
    }
}

pub(crate) fn host_places(batch: &Batch) -> Result<(), String> {
    let places = [
        "",
        "/timestamp",
        "/received_at",
        "/source",
        "/tenant",
        "/tenant/id",
        "/user",
        "/request_id",
        "/event_id",
        "/redactions",
        "/redactions/0",
        "/withheld",
        "/truncated",
        "/level",
        "/values",
        "/values/lcp",
        "/trace",
    ];
    let refused = places.iter().filter(|place| batch.set(place, "forged").is_err()).count();
    Ok(batch.set("/attributes/refused", refused as i64)?)
}

pub(crate) fn reassemble(batch: &Batch) -> Result<(), String> {
    let whole = message(batch).replace('|', "");
    batch.set("/attributes/encoded", whole.replace('@', "%40"))?;
    batch.set(&format!("/attributes/{whole}"), "a name")?;
    batch.set("/attributes/whole", whole)?;
    Ok(())
}

pub(crate) fn tell(batch: &Batch) -> Result<(), String> {
    let tenant = context::tenant();
    let seen = [
        tenant.as_ref().map(|it| it.id.clone()),
        tenant.map(|it| it.name),
        context::app(),
        context::user_agent(),
        context::origin(),
        Some(context::received_at()),
        Some(context::request_id()),
        personal::user(),
        personal::client_address(),
    ];
    let seen = sluice_filter::Value::json(&seen)?;
    Ok(batch.set("/attributes/seen", seen)?)
}
