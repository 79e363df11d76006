//! What was found of one tenant.

use super::place::{OTHER, Parts};
use super::row::Row;
use sluice_event::{Fate, Found};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

/// Places of a tenant that are told apart. All others are one.
const MAX_PLACES: usize = 256;
/// Rows of one place: each kind has one for each filter that took it.
const MAX_ROWS_OF_PLACE: usize = 64;

/// What was found, and what became of it.
pub(super) struct Finding {
    pub(super) kind: Box<str>,
    pub(super) filter: Box<str>,
    pub(super) fate: Fate,
}

/// How often, and when in milliseconds since 1970.
#[derive(Clone, Copy)]
pub(super) struct Sightings {
    pub(super) count: u64,
    pub(super) first: u64,
    pub(super) last: u64,
}

/// A finding with its sightings so far.
pub(super) struct Counted {
    finding: Finding,
    count: AtomicU64,
    first: u64,
    last: AtomicU64,
}

/// What became of sightings that were to be added.
pub(super) enum Added {
    NewRow,
    ToRow,
    Nowhere,
}

/// By the key of a place.
#[derive(Default)]
pub(super) struct Table {
    places: HashMap<Box<str>, Vec<Counted>>,
}

impl Table {
    /// The row of a finding, if there is one by now. Where there is no room for its place, it is found in the place of the
    /// others.
    pub(super) fn find(&self, key: &str, found: &Found<'_>) -> Option<&Counted> {
        let rows = match self.places.get(key) {
            None if self.is_full() => self.places.get(OTHER),
            rows => rows,
        };
        rows?.iter().find(|row| row.finding.is(found.rule, found.filter, found.fate))
    }

    /// Adds sightings to the row of a finding, which is made where there is none, unless there may be no more of them.
    pub(super) fn add(&mut self, key: &str, finding: Finding, seen: Sightings, may_have_more: bool) -> Added {
        let is_full = self.is_full();
        let key = if is_full && !self.places.contains_key(key) { OTHER } else { key };
        let rows = self.places.get(key).map_or(&[][..], Vec::as_slice);
        let same = |row: &&Counted| row.finding.is(&finding.kind, &finding.filter, finding.fate);
        if let Some(row) = rows.iter().find(same) {
            row.count(seen.count, seen.last);
            return Added::ToRow;
        }
        if !may_have_more || rows.len() >= MAX_ROWS_OF_PLACE {
            return Added::Nowhere;
        }
        self.places.entry(key.into()).or_default().push(Counted::new(finding, seen));
        Added::NewRow
    }

    /// Every row.
    pub(super) fn rows(&self, tenant: &str) -> impl Iterator<Item = Row> {
        self.places.iter().flat_map(move |(key, rows)| {
            let place = Parts::of(key);
            rows.iter().map(move |row| row.row(tenant, &place))
        })
    }

    fn is_full(&self) -> bool {
        self.places.len() >= MAX_PLACES
    }
}

impl Finding {
    pub(super) fn of(found: &Found<'_>) -> Self {
        Self { kind: found.rule.into(), filter: found.filter.into(), fate: found.fate }
    }

    fn is(&self, kind: &str, filter: &str, fate: Fate) -> bool {
        self.fate == fate && *self.kind == *kind && *self.filter == *filter
    }
}

impl Counted {
    fn new(finding: Finding, Sightings { count, first, last }: Sightings) -> Self {
        Self { finding, count: count.into(), first, last: last.into() }
    }

    pub(super) fn count(&self, count: u64, now: u64) {
        self.count.fetch_add(count, Relaxed);
        self.last.store(now, Relaxed);
    }

    fn row(&self, tenant: &str, place: &Parts<'_>) -> Row {
        let Finding { kind, filter, fate } = &self.finding;
        Row {
            tenant: tenant.to_owned(),
            application: place.application.to_owned(),
            event: place.event.to_owned(),
            place: place.path.to_owned(),
            part: place.part.to_owned(),
            kind: (**kind).to_owned(),
            outcome: fate.as_str().to_owned(),
            filter: (**filter).to_owned(),
            count: self.count.load(Relaxed),
            first: self.first,
            last: self.last.load(Relaxed),
        }
    }
}
