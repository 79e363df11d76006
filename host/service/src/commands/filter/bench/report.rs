//! What `filter bench` prints.

use std::time::Duration;

use serde_json::{Value, json};

use super::measured::{Measured, Spread};
use crate::commands::{
    filter::shown::{kibibytes, micros},
    terminal::Style,
};

/// A chain that takes longer on average runs in the slow lane, where it waits for requests that do not.
const SLOW: Duration = Duration::from_millis(1);

/// One object for a filter.
pub(super) fn json(filter: &Measured) -> Value {
    let times = |spread: Spread| {
        let micros = |time: Duration| (time.as_secs_f64() * 1e7).round() / 10.0;
        let Spread { tenth, median, ninetieth, most } = spread;
        json!({"p10": micros(tenth), "p50": micros(median), "p90": micros(ninetieth), "max": micros(most)})
    };
    json!({
        "filter": filter.name,
        "version": filter.version,
        "batches": filter.runs,
        "events_per_batch": filter.events_a_batch(),
        "cpu_us": times(filter.cpu()),
        "sandbox_start_us": times(filter.start()),
        "instructions": filter.instructions().map(|[min, p50, max]| json!({"min": min, "p50": p50, "max": max})),
        "memory_bytes": filter.memory_bytes,
        "host_calls": filter.host_calls,
        "edits": filter.edits,
        "growth_bytes": filter.grown,
        "failures": filter.failures,
        "limits": {
            "cpu_ms": filter.limits.cpu_ms,
            "memory_bytes": filter.limits.memory_bytes,
            "host_calls": filter.limits.host_calls,
            "edits": filter.limits.edits,
            "growth_bytes": filter.limits.growth_bytes,
        },
        "within_limits": filter.is_within_limits(),
    })
}

/// Lines for a person.
pub(super) fn text(filter: &Measured) -> Vec<String> {
    let style = Style::of_stdout();
    let (cpu, start, limits) = (filter.cpu(), filter.start(), &filter.limits);
    let per_event = cpu.median.div_f64(filter.events_a_batch().max(1.0));
    let share = |used: f64, limit: f64| format!("{:.1} % of its limit", 100.0 * used / limit.max(1.0));
    let instructions = filter.instructions().map(|[fewest, median, most]| {
        let per_event = median as f64 / filter.events_a_batch().max(1.0);
        let spread = if fewest == most { String::new() } else { format!(" (fewest {fewest}, most {most})") };
        format!("  instructions    {median}{spread}; {per_event:.0} per event, on every machine")
    });
    let mut lines = vec![
        format!(
            "{} {}: {} batches of {:.1} events",
            style.bold(&filter.name),
            filter.version,
            filter.runs,
            filter.events_a_batch()
        ),
        format!("  processor time  {}; {} per event", spread(cpu), micros(per_event)),
        format!(
            "                  the longest took {}, {}",
            micros(cpu.most),
            share(cpu.most.as_secs_f64() * 1e3, limits.cpu_ms as f64)
        ),
        format!("  sandbox start   {}", spread(start)),
        format!(
            "  memory          {}, {}",
            kibibytes(filter.memory_bytes),
            share(filter.memory_bytes as f64, limits.memory_bytes as f64)
        ),
        format!(
            "  host calls      {}, {}",
            filter.host_calls,
            share(filter.host_calls.into(), limits.host_calls.into())
        ),
        format!("  edits           {}, {}", filter.edits, share(filter.edits as f64, limits.edits as f64)),
        format!("  growth          {} bytes, {}", filter.grown, share(filter.grown as f64, limits.growth_bytes as f64)),
        verdict(filter, cpu, style),
    ];
    // Beside the time that they take.
    lines.splice(3..3, instructions);
    lines
}

fn spread(spread: Spread) -> String {
    format!("{} (p10 {}, p90 {})", micros(spread.median), micros(spread.tenth), micros(spread.ninetieth))
}

fn verdict(filter: &Measured, cpu: Spread, style: Style) -> String {
    if filter.runs == 0 {
        return style.bad("  it did not run: a filter before it failed");
    }
    if !filter.failures.is_empty() {
        let failures: Vec<String> = filter.failures.iter().map(|(how, count)| format!("{how} {count} times")).collect();
        return style.bad(&format!("  it failed: {}", failures.join(", ")));
    }
    if cpu.median >= SLOW {
        return style.bad(
            "  within its limits, but slow: chains that take a millisecond or more run in the slow lane, after all others",
        );
    }
    style.good("  within its limits")
}
