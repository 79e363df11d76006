//! What `filter compare` prints.

use serde_json::{Value, json};

use super::{meaning::Meaning, tally::Tally};
use crate::commands::terminal::Style;

/// One object. `values` adds content of events.
pub(crate) fn json(tally: &Tally, values: bool) -> Value {
    let differences = tally.differences.iter().map(|((meaning, path, rule), found)| {
        let mut row = json!({"meaning": meaning.as_str(), "path": path, "rule": rule, "count": found.count});
        if let (true, Some((old, new))) = (values, &found.example) {
            row["example"] = json!({"old": old, "new": new});
        }
        row
    });
    json!({
        "batches": tally.batches,
        "events": tally.events,
        "equal": tally.equal,
        "differences": differences.collect::<Vec<_>>(),
        "newly_failing": tally.newly_failing,
        "no_longer_failing": tally.no_longer_failing,
        "both_failing": tally.both_failing,
        "cpu_us_per_event": {"old": micros_an_event(tally, true), "new": micros_an_event(tally, false)},
        "takes_less": tally.takes_less(),
    })
}

fn micros_an_event(tally: &Tally, old: bool) -> f64 {
    let cpu = if old { tally.old_cpu } else { tally.new_cpu };
    let micros = cpu.as_secs_f64() * 1e6 / (tally.events.max(1) as f64);
    (micros * 100.0).round() / 100.0
}

/// Lines for a person.
pub(crate) fn text(tally: &Tally, values: bool) -> Vec<String> {
    let style = Style::of_stdout();
    let Tally { batches, events, equal, .. } = tally;
    let mut out = vec![format!("{batches} batches with {events} events, {equal} equal")];
    for ((meaning, path, rule), found) in &tally.differences {
        let word = format!("{:<6}", meaning.as_str());
        let word = if *meaning == Meaning::Fewer { style.bad(&word) } else { word };
        out.push(format!("{word} {:>8}  {path}  {rule}", found.count).trim_end().to_owned());
        if let (true, Some((old, new))) = (values, &found.example) {
            out.push(format!("                 old: {old}"));
            out.push(format!("                 new: {new}"));
        }
    }
    for (how, count) in &tally.newly_failing {
        out.push(format!("{} {count:>8}  batches on which only NEW fails: {how}", style.bad("fails ")));
    }
    if tally.no_longer_failing > 0 {
        out.push(format!("fixed  {:>8}  batches on which only OLD fails", tally.no_longer_failing));
    }
    if tally.both_failing > 0 {
        out.push(format!("fails  {:>8}  batches on which both fail", tally.both_failing));
    }
    out.push(format!(
        "processor time per event: {} µs, was {} µs ({:.2} times)",
        micros_an_event(tally, false),
        micros_an_event(tally, true),
        tally.slowdown()
    ));
    out.push(verdict(tally, style));
    out
}

fn verdict(tally: &Tally, style: Style) -> String {
    if tally.takes_less() {
        style.bad("NEW takes less away than OLD, or fails where OLD does not")
    } else if tally.differs() {
        style.good("NEW takes away all that OLD takes, and differs otherwise")
    } else {
        style.good("NEW does the same as OLD")
    }
}
