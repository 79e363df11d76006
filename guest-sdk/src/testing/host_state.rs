//! What the host of unit tests knows: one batch a thread, and what filters have declared on it.

use super::declared::Names;
use super::places::Places;
use super::{
    edit, scan,
    types::{Outcome, Request},
};
use serde_json::Value as Json;
use std::cell::RefCell;

#[derive(Default)]
pub(super) struct Host {
    pub(super) events: Vec<Json>,
    pub(super) dropped: Vec<bool>,
    pub(super) request: Request,
    pub(super) configuring: bool,
    pub(super) scanners: Vec<scan::Scanner>,
    /// By scanner.
    pub(super) kept: Vec<Places>,
    pub(super) rules: Names,
    pub(super) counters: Names,
    pub(super) histograms: Names,
    pub(super) seen: Outcome,
}

thread_local! {
    static HOST: RefCell<Host> = RefCell::default();
}

pub(super) fn with<R>(work: impl FnOnce(&mut Host) -> R) -> R {
    HOST.with_borrow_mut(work)
}

pub(super) fn put(events: Vec<Json>, request: Request) {
    with(|host| {
        host.dropped = vec![false; events.len()];
        host.events = events;
        host.request = request;
        host.seen = Outcome::default();
    });
}

pub(super) fn take() -> Outcome {
    with(|host| {
        let events = std::mem::take(&mut host.events).into_iter().zip(&host.dropped);
        let events = events.filter(|(_, dropped)| !**dropped).map(|(event, _)| event).collect();
        Outcome { events, ..std::mem::take(&mut host.seen) }
    })
}

pub(super) fn while_configuring<R>(work: impl FnOnce() -> R) -> R {
    with(|host| host.configuring = true);
    let result = work();
    with(|host| host.configuring = false);
    result
}

impl Host {
    /// Runs an edit on an event that is still there, and counts what it took away.
    pub(super) fn edit(&mut self, event: u32, rule: u32, edit: impl FnOnce(&mut Json, &str) -> bool) -> bool {
        let rule = self.rules.of(rule).to_owned();
        let done = self.event(event).is_some_and(|event| edit(event, &rule));
        if done {
            *self.seen.redactions.entry(rule).or_default() += 1;
        }
        done
    }

    pub(super) fn event(&mut self, event: u32) -> Option<&mut Json> {
        let index = event as usize;
        if self.dropped.get(index) == Some(&true) { None } else { self.events.get_mut(index) }
    }

    pub(super) fn scan(&mut self, scanner: u32, event: u32, names: bool, under: &str) -> u32 {
        let (kept, scanner) = (self.kept[scanner as usize].clone(), self.scanner(scanner).clone());
        let Some(place) = self.event(event).and_then(|event| event.pointer_mut(under)) else { return 0 };
        let reached = under.split('/').skip(1).fold(kept.start(), |reached, step| reached.after(step));
        let mut found = Vec::new();
        if names {
            scanner.replace_names(place, &reached, &mut found);
        } else if !scanner.replace_texts(place, &reached, &mut found) {
            self.event(event).map(|event| edit::remove(event, under));
        }
        for rule in &found {
            *self.seen.redactions.entry(rule.clone()).or_default() += 1;
        }
        found.len() as u32
    }

    pub(super) fn scanner(&self, scanner: u32) -> &scan::Scanner {
        let missing = "this scanner was not compiled on this thread: configure and run a filter on the same one";
        self.scanners.get(scanner as usize).unwrap_or_else(|| panic!("{missing}"))
    }

    pub(super) fn declare(&mut self, declare: impl FnOnce(&mut Host) -> Result<u32, String>) -> Result<u32, String> {
        if self.configuring { declare(self) } else { Err("declare a name: only while configuring".into()) }
    }
}
