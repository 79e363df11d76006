//! Scanning events, and removing what a scanner does not keep.

use std::ops::Range;

use crate::{
    load::filter_scanner::FilterScanner,
    run::{
        result::outcome::Outcome,
        state::{numbers, run_state::RunState},
    },
};
use sluice_event::{Batch, Places, PseudonymKey, RuleId};
use sluice_scan::{MayGoOn, Scanner};

/// The number of events that are scanned between two checks of the clock.
const EVENTS_BETWEEN_CHECKS: u32 = 8;

/// Replaces what a scanner finds in the texts and numbers of one event; how much there was.
pub(crate) fn scan_event(run: &mut RunState, scanner: u32, event: u32, under: &str) -> wasmtime::Result<u32> {
    scan_events(run, scanner, event..event.saturating_add(1), under, Batch::scan_while)
}

/// Replaces what a scanner finds in the names of one event's members; how much there was.
pub(crate) fn scan_event_names(run: &mut RunState, scanner: u32, event: u32, under: &str) -> wasmtime::Result<u32> {
    scan_events(run, scanner, event..event.saturating_add(1), under, Batch::scan_names_while)
}

/// Replaces what a scanner finds in the texts and numbers of all events; how much there was.
pub(crate) fn scan_batch(run: &mut RunState, scanner: u32, under: &str) -> wasmtime::Result<u32> {
    scan_events(run, scanner, 0..run.count_events(), under, Batch::scan_while)
}

/// Replaces what a scanner finds in the names of all events' members; how much there was.
pub(crate) fn scan_names_batch(run: &mut RunState, scanner: u32, under: &str) -> wasmtime::Result<u32> {
    scan_events(run, scanner, 0..run.count_events(), under, Batch::scan_names_while)
}

/// Removes what a scanner does not keep; how many values there were.
pub(crate) fn remove_others(run: &mut RunState, scanner: u32, rule: u32) -> wasmtime::Result<u32> {
    let kept = run.find_scanner(scanner)?.kept;
    let rule = run.find_rule(rule)?;
    if run.is_disabled(rule) {
        return Ok(0);
    }
    let nothing = Places::default();
    let mut removed: u32 = 0;
    for event in 0..run.count_events() {
        let kept = kept.as_deref().unwrap_or(&nothing);
        let (clock, mut over) = (&mut run.clock, None);
        let mut may_go_on = || {
            over = clock.exceeded_limit_in_host();
            over.is_none()
        };
        removed = removed.saturating_add(run.batch.remove_others_than(event, kept, rule, &mut may_go_on));
        if let Some(outcome) = over {
            return Err(run.stop_out_of_time(outcome));
        }
        run.check_edit_limits()?;
        if event % EVENTS_BETWEEN_CHECKS == EVENTS_BETWEEN_CHECKS - 1 {
            run.check_clock()?;
        }
    }
    Ok(removed)
}

type Scan = fn(&mut Batch, &Scanner, &[RuleId], u32, &str, &PseudonymKey, MayGoOn<'_>) -> u32;

fn scan_events(run: &mut RunState, scanner: u32, events: Range<u32>, under: &str, scan: Scan) -> wasmtime::Result<u32> {
    run.check_scanner(scanner)?;
    let mut found: u32 = 0;
    for event in events {
        let (replaced, over) = scan_one(run, scanner, event, under, scan);
        found = found.saturating_add(replaced);
        if let Some(outcome) = over {
            return Err(run.stop_out_of_time(outcome));
        }
        run.check_edit_limits()?;
        if event % EVENTS_BETWEEN_CHECKS == EVENTS_BETWEEN_CHECKS - 1 {
            run.check_clock()?;
        }
    }
    Ok(found)
}

/// Scans one event; how much was replaced, and the limit of the clock that has ended it early.
fn scan_one(run: &mut RunState, scanner: u32, event: u32, under: &str, scan: Scan) -> (u32, Option<Outcome>) {
    let RunState { config, context, batch, clock, compiled_scanners, .. } = run;
    // Threads that count the users of one scanner, instead of borrowing it, would wait for each other.
    let Some(FilterScanner { scanner, rules, kept }) = numbers::scanner(config, compiled_scanners, scanner) else {
        return (0, None);
    };
    let key = context.key.as_ref().unwrap_or(&config.key);
    let mut over = None;
    let mut may_go_on = || {
        over = clock.exceeded_limit_in_host();
        over.is_none()
    };
    if let Some(kept) = kept {
        batch.pass_over(event, kept, config.keeper, &mut may_go_on);
    }
    let replaced = scan(batch, scanner, rules, event, under, key, &mut may_go_on);
    if kept.is_some() {
        batch.look_everywhere();
    }
    (replaced, over)
}
