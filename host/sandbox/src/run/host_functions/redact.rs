//! The interface `redact`: removing and masking.

use std::sync::Arc;

use super::events;
use crate::{
    load::declared::FilterScanner,
    run::{
        bindings::sluice::filter::{redact::Host, types::Span},
        replay::call::Call,
        run_state::{DisabledEdit, RunState},
    },
};
use sluice_event::{Batch, Places, PseudonymKey, RuleId};
use sluice_scan::{MayGoOn, Scanner};

/// The number of spans in one call of `mask`. More markers would exceed the growth limit of an event, so with more
/// spans the whole value is replaced by one marker.
const MAX_SPANS: usize = 16_384;
const WHOLE: &[Span] = &[];
/// The number of events that are scanned between two checks of the clock.
const EVENTS_BETWEEN_CHECKS: u32 = 8;

impl Host for RunState {
    fn declare_rule(&mut self, name: String) -> wasmtime::Result<Result<u32, String>> {
        self.begin_host_call()?;
        Ok(self.declare("rules can be declared", |declared| declared.declare_rule(&name)))
    }

    fn drop(&mut self, event: u32) -> wasmtime::Result<()> {
        self.call(Call::Drop { event }).map(drop)
    }

    fn remove(&mut self, event: u32, path: String, rule: u32) -> wasmtime::Result<bool> {
        self.call(Call::Remove { event, path, rule })?.into_flag()
    }

    fn mask(&mut self, event: u32, path: String, spans: Vec<Span>, rule: u32) -> wasmtime::Result<bool> {
        self.begin_host_call()?;
        let rule = self.find_rule(rule)?;
        let few = if spans.len() <= MAX_SPANS { spans.as_slice() } else { WHOLE };
        let spans: Vec<(u32, u32)> = few.iter().map(|span| (span.start, span.end)).collect();
        let found = !self.is_disabled(rule) && self.batch.mask(event, &path, &spans, rule);
        self.check_edit_limits()?;
        Ok(found)
    }

    fn pseudonymise(&mut self, event: u32, path: String, rule: u32) -> wasmtime::Result<bool> {
        self.call(Call::Pseudonymise { event, path, rule })?.into_flag()
    }

    fn scan(&mut self, scanner: u32, event: u32, under: String) -> wasmtime::Result<u32> {
        self.begin_host_call()?;
        scan_events(self, scanner, event..event.saturating_add(1), &under, Batch::scan_while)
    }

    fn scan_batch(&mut self, scanner: u32, under: String) -> wasmtime::Result<u32> {
        self.call(Call::ScanBatch { scanner, under })?.into_number()
    }

    fn scan_names(&mut self, scanner: u32, event: u32, under: String) -> wasmtime::Result<u32> {
        self.begin_host_call()?;
        scan_events(self, scanner, event..event.saturating_add(1), &under, Batch::scan_names_while)
    }

    fn scan_names_batch(&mut self, scanner: u32, under: String) -> wasmtime::Result<u32> {
        self.call(Call::ScanNamesBatch { scanner, under })?.into_number()
    }

    fn remove_others_batch(&mut self, scanner: u32, rule: u32) -> wasmtime::Result<u32> {
        self.call(Call::RemoveOthersBatch { scanner, rule })?.into_number()
    }
}

/// Drops an event.
pub(crate) fn drop_event(run: &mut RunState, event: u32) -> wasmtime::Result<()> {
    if run.config.disabled != Some(DisabledEdit::Drop) {
        run.batch.drop_event(event);
    }
    run.check_edit_limits()
}

/// Removes what is at a path; whether there was anything.
pub(crate) fn remove(run: &mut RunState, event: u32, path: &str, rule: u32) -> wasmtime::Result<bool> {
    let rule = run.find_rule(rule)?;
    let found = !run.is_disabled(rule) && run.batch.remove(event, path, rule);
    run.check_edit_limits()?;
    Ok(found)
}

/// Replaces what is at a path by its keyed hash; whether there was anything.
pub(crate) fn pseudonymise(run: &mut RunState, event: u32, path: &str, rule: u32) -> wasmtime::Result<bool> {
    let rule = run.find_rule(rule)?;
    let key = run.context.key.as_ref().unwrap_or(&run.config.key);
    let found = !run.is_disabled(rule) && run.batch.pseudonymise(event, path, rule, key);
    run.check_edit_limits()?;
    Ok(found)
}

/// Replaces what a scanner finds in the texts and numbers of all events; how much there was.
pub(crate) fn scan_batch(run: &mut RunState, scanner: u32, under: &str) -> wasmtime::Result<u32> {
    scan_events(run, scanner, 0..events::count(run), under, Batch::scan_while)
}

/// Replaces what a scanner finds in the names of all events' members; how much there was.
pub(crate) fn scan_names_batch(run: &mut RunState, scanner: u32, under: &str) -> wasmtime::Result<u32> {
    scan_events(run, scanner, 0..events::count(run), under, Batch::scan_names_while)
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
    for event in 0..events::count(run) {
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

fn scan_events(
    run: &mut RunState,
    scanner: u32,
    events: std::ops::Range<u32>,
    under: &str,
    scan: Scan,
) -> wasmtime::Result<u32> {
    let FilterScanner { scanner, rules, kept } = run.find_scanner(scanner)?;
    let (config, context) = (Arc::clone(&run.config), Arc::clone(&run.context));
    let key = context.key.as_ref().unwrap_or(&config.key);
    let mut found: u32 = 0;
    for event in events {
        let (clock, mut over) = (&mut run.clock, None);
        let mut may_go_on = || {
            over = clock.exceeded_limit_in_host();
            over.is_none()
        };
        if let Some(kept) = &kept {
            run.batch.pass_over(event, kept, config.keeper, &mut may_go_on);
        }
        found = found.saturating_add(scan(&mut run.batch, &scanner, &rules, event, under, key, &mut may_go_on));
        if kept.is_some() {
            run.batch.look_everywhere();
        }
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
