//! The host's functions for unit tests, on one batch a thread. The same functions as in `host.rs`.

use super::declared::{is_metric_name, is_rule_name};
use super::host_state::with;
use super::places::Places;
use super::{edit, scan, walk};
use crate::types::{EditError, Leaf, Level, Match, Options, Pattern, Span, Substitute, Tenant, Text, Value};

pub(crate) fn declare_rule(name: &str) -> Result<u32, String> {
    with(|host| host.declare(|host| host.rules.declare(name, is_rule_name)))
}

pub(crate) fn declare_counter(name: &str) -> Result<u32, String> {
    with(|host| host.declare(|host| host.counters.declare(name, is_metric_name)))
}

pub(crate) fn declare_histogram(name: &str) -> Result<u32, String> {
    with(|host| host.declare(|host| host.histograms.declare(name, is_metric_name)))
}

pub(crate) fn count() -> u32 {
    with(|host| host.events.len() as u32)
}

pub(crate) fn get(event: u32, path: &str) -> Option<Value> {
    with(|host| host.event(event)?.pointer(path).map(Value::from))
}

pub(crate) fn texts(event: u32, under: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    with(|host| {
        if let Some(place) = host.event(event).and_then(|event| event.pointer(under)) {
            walk::texts(place, under.into(), &mut texts);
        }
    });
    texts
}

pub(crate) fn leaves(event: u32, under: &str) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    with(|host| {
        if let Some(place) = host.event(event).and_then(|event| event.pointer(under)) {
            walk::leaves(place, under.into(), &mut leaves);
        }
    });
    leaves
}

pub(crate) fn members(event: u32, path: &str) -> Vec<String> {
    with(|host| host.event(event)?.pointer(path).map(walk::members)).unwrap_or_default()
}

pub(crate) fn hash(event: u32, path: &str) -> Option<u64> {
    with(|host| host.event(event)?.pointer(path).and_then(walk::hash))
}

pub(crate) fn drop(event: u32) {
    with(|host| host.dropped.get_mut(event as usize).map(|dropped| *dropped = true));
}

pub(crate) fn remove(event: u32, path: &str, rule: u32) -> bool {
    with(|host| host.edit(event, rule, |event, _| edit::remove(event, path)))
}

pub(crate) fn mask(event: u32, path: &str, spans: &[Span], rule: u32) -> bool {
    with(|host| host.edit(event, rule, |event, rule| edit::mask(event, path, spans, rule)))
}

pub(crate) fn pseudonymise(event: u32, path: &str, rule: u32) -> bool {
    with(|host| host.edit(event, rule, |event, rule| edit::pseudonymise(event, path, rule)))
}

pub(crate) fn scan(scanner: u32, event: u32, under: &str) -> u32 {
    with(|host| host.scan(scanner, event, false, under))
}

pub(crate) fn scan_batch(scanner: u32, under: &str) -> u32 {
    (0..count()).map(|event| scan(scanner, event, under)).sum()
}

pub(crate) fn scan_names(scanner: u32, event: u32, under: &str) -> u32 {
    with(|host| host.scan(scanner, event, true, under))
}

pub(crate) fn scan_names_batch(scanner: u32, under: &str) -> u32 {
    (0..count()).map(|event| scan_names(scanner, event, under)).sum()
}

pub(crate) fn set(event: u32, path: &str, value: Value) -> Result<(), EditError> {
    with(|host| edit::set(host.event(event).ok_or(EditError::NoSuchEvent)?, path, value))
}

pub(crate) fn set_batch(path: &str, value: Value) -> Result<(), EditError> {
    let mut events = (0..count()).filter(|event| with(|host| host.event(*event).is_some()));
    events.try_for_each(|event| set(event, path, value.clone()))
}

pub(crate) fn set_missing_batch(path: &str, value: Value) -> Result<(), EditError> {
    let mut events = (0..count()).filter(|event| with(|host| host.event(*event).is_some()));
    events.try_for_each(|event| if get(event, path).is_none() { set(event, path, value.clone()) } else { Ok(()) })
}

pub(crate) fn compile(patterns: &[Pattern]) -> Result<u32, String> {
    let scanner = scan::Scanner::compile(patterns)?;
    with(|host| {
        if !host.configuring {
            return Err("compile a scanner: only while configuring".into());
        }
        host.scanners.push(scanner);
        host.kept.push(Places::default());
        Ok(host.scanners.len() as u32 - 1)
    })
}

pub(crate) fn keep(scanner: u32, places: &[String]) -> Result<(), String> {
    let places = Places::compile(places)?;
    with(|host| {
        if !host.configuring {
            return Err("keep places: only while configuring".into());
        }
        host.scanner(scanner);
        host.kept[scanner as usize] = places;
        Ok(())
    })
}

pub(crate) fn replace_with(scanner: u32, pattern: u32, substitute: &Substitute) -> Result<(), String> {
    with(|host| {
        if !host.configuring {
            return Err("replace matches: only while configuring".into());
        }
        host.scanner(scanner);
        host.scanners[scanner as usize].replace_with(pattern, substitute)
    })
}

pub(crate) fn remove_others_batch(scanner: u32, rule: u32) -> u32 {
    with(|host| {
        host.scanner(scanner);
        let (kept, rule) = (host.kept[scanner as usize].clone(), host.rules.of(rule).to_owned());
        let events = host.events.iter_mut().zip(&host.dropped).filter(|(_, dropped)| !**dropped);
        let removed = events.map(|(event, _)| kept.remove_others(event)).sum();
        if removed > 0 {
            *host.seen.redactions.entry(rule).or_default() += removed;
        }
        removed
    })
}

/// The options change nothing here.
pub(crate) fn compile_with(patterns: &[Pattern], _: &Options) -> Result<u32, String> {
    compile(patterns)
}

pub(crate) fn find(scanner: u32, text: &str) -> Vec<Match> {
    with(|host| host.scanner(scanner).find(text))
}

pub(crate) fn tenant() -> Option<Tenant> {
    with(|host| host.request.tenant.clone())
}

pub(crate) fn app() -> Option<String> {
    with(|host| host.events.first()?.pointer("/app/name")?.as_str().map(Into::into))
}

pub(crate) fn user_agent() -> Option<String> {
    with(|host| host.request.user_agent.clone())
}

pub(crate) fn origin() -> Option<String> {
    with(|host| host.request.origin.clone())
}

pub(crate) fn received_at() -> String {
    "2026-01-01T00:00:00.000Z".into()
}

pub(crate) fn request_id() -> String {
    "00000000-0000-0000-0000-000000000000".into()
}

pub(crate) fn user() -> Option<String> {
    with(|host| host.request.user.clone())
}

pub(crate) fn client_address() -> Option<String> {
    with(|host| host.request.client_address.clone())
}

pub(crate) fn log(level: Level, message: &str) {
    with(|host| host.seen.log.push((level, message.into())));
}

pub(crate) fn add(counter: u32, amount: u64) {
    with(|host| {
        let name = host.counters.of(counter).to_owned();
        *host.seen.counts.entry(name).or_default() += amount;
    });
}

pub(crate) fn observe(histogram: u32, value: f64) {
    with(|host| {
        let name = host.histograms.of(histogram).to_owned();
        if value.is_finite() {
            host.seen.observations.push((name, value));
        }
    });
}
