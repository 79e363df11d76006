//! What `filter run` prints.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    batch::BatchRun,
    step::{EventChanges, Step},
};
use crate::commands::{
    filter::shown::{kibibytes, micros, shown},
    terminal::Style,
};
use sluice_sandbox::Outcome;

/// One object for a batch.
pub(super) fn json(number: usize, run: &BatchRun) -> Value {
    let steps: Vec<Value> = run.steps.iter().map(json_of_step).collect();
    let lines: Vec<Value> =
        run.lines.iter().map(|line| serde_json::from_str(&line.text).unwrap_or(Value::Null)).collect();
    json!({"batch": number, "events": run.events, "steps": steps, "end": run.end, "lines": lines})
}

fn json_of_step(step: &Step) -> Value {
    let run = &step.run;
    let changes = step.events.iter().map(|event| match &event.changes {
        None => json!({"event": event.number, "dropped": true}),
        Some(changes) => {
            let changes: Vec<Value> = changes
                .iter()
                .map(|change| json!({"path": change.path, "before": change.before, "after": change.after}))
                .collect();
            json!({"event": event.number, "changes": changes})
        }
    });
    let logged = run.logged.iter().map(|(level, line)| json!({"level": level, "message": line}));
    let receipts = step.receipts().map(|(rule, count)| json!({"rule": rule, "count": count}));
    let counters: serde_json::Map<_, _> = run.counts.iter().map(|(name, by)| (name.clone(), (*by).into())).collect();
    json!({
        "filter": run.filter.name,
        "version": run.filter.version,
        "outcome": run.outcome.as_str(),
        "detail": run.detail,
        "events": changes.collect::<Vec<_>>(),
        "receipts": receipts.collect::<Vec<_>>(),
        "logged": logged.collect::<Vec<_>>(),
        "counters": counters,
        "cpu_us": rounded(run.cpu),
        "sandbox_start_us": rounded(run.start),
        "memory_bytes": run.memory_bytes,
        "host_calls": run.host_calls,
    })
}

fn rounded(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e7).round() / 10.0
}

/// Lines for a person; `batches` is how many there are in all.
pub(super) fn text(number: usize, run: &BatchRun, batches: usize) -> Vec<String> {
    let style = Style::of_stdout();
    let mut out = Vec::new();
    let events = run.events;
    if batches > 1 {
        out.push(style.bold(&format!("batch {number}, {events} events")));
    }
    for (place, step) in (1..).zip(&run.steps) {
        text_of_step(place, step, style, &mut out);
    }
    out.push(format!("{}: {} of {events} events", run.end, run.lines.len()));
    out.extend(run.lines.iter().map(|line| line.text.clone()));
    out.push(String::new());
    out
}

fn text_of_step(number: usize, step: &Step, style: Style, out: &mut Vec<String>) {
    let run = &step.run;
    let outcome = run.outcome.as_str();
    let outcome = if run.outcome == Outcome::Ok { style.good(outcome) } else { style.bad(outcome) };
    out.push(format!(
        "{number}. {} {}  {outcome}  {} processor time ({} of it the sandbox's start), {} memory, {} host calls",
        style.bold(&run.filter.name),
        run.filter.version,
        micros(run.cpu),
        micros(run.start),
        kibibytes(run.memory_bytes),
        run.host_calls,
    ));
    out.extend(run.detail.iter().map(|detail| format!("   failed: {detail}")));
    step.events.iter().for_each(|event| text_of_event(event, style, out));
    if step.events.is_empty() {
        out.push("   no event was changed".to_owned());
    }
    let receipts: Vec<String> = step.receipts().map(|(rule, count)| format!("{rule} {count}")).collect();
    if !receipts.is_empty() {
        out.push(format!("   receipts: {}", receipts.join(", ")));
    }
    out.extend(run.counts.iter().map(|(name, by)| format!("   counted: {name} {by}")));
    out.extend(run.observations.iter().map(|(name, value)| format!("   observed: {name} {value}")));
    out.extend(run.logged.iter().map(|(level, line)| format!("   logged ({level}): {line}")));
}

fn text_of_event(event: &EventChanges, style: Style, out: &mut Vec<String>) {
    let number = event.number;
    let Some(changes) = &event.changes else {
        out.push(format!("   event {number}: dropped"));
        return;
    };
    out.push(format!("   event {number}"));
    for change in changes {
        let path = if change.path.is_empty() { "(the event)" } else { &change.path };
        let line = match (&change.before, &change.after) {
            (Some(before), Some(after)) => {
                format!("{path}: {} → {}", style.bad(&shown(before)), style.good(&shown(after)))
            }
            (Some(before), None) => format!("{path}: {} removed", style.bad(&shown(before))),
            (None, Some(after)) => format!("{path}: {} added", style.good(&shown(after))),
            (None, None) => continue,
        };
        out.push(format!("     {line}"));
    }
}
