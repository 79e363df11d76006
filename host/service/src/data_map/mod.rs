//! The data map: which kinds of personal data come from where, and what became of them. It holds places and counts, and never a
//! value.

mod file;
mod place;
mod row;
mod table;
#[cfg(test)]
mod tests;

pub use file::{FileError, save_regularly};
use parking_lot::{Mutex, RwLock};
use place::{Parts, push_step, without_values};
pub use row::Row;
use sluice_event::{Batch, Found};
use sluice_scan::{Kind, Pattern, ScanError, Scanner};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::Arc,
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    time::{SystemTime, UNIX_EPOCH},
};
use table::{Added, Finding, Sightings, Table};

/// Rows of all tenants together: some 8 MB.
const MAX_ROWS: u64 = 32_768;

/// What was found, by tenant. To record what has a row takes one lock for reading, once a batch.
pub struct DataMap {
    tenants: RwLock<BTreeMap<Arc<str>, Table>>,
    rows: AtomicU64,
    omitted: AtomicU64,
    is_changed: AtomicBool,
    /// For all built-in kinds: a name in which it finds something is not shown.
    scanner: Scanner,
    file: Option<PathBuf>,
    saving: Mutex<()>,
}

impl DataMap {
    /// An empty map that is kept in a file, if there is to be one.
    ///
    /// # Errors
    /// None that a configuration could cause.
    pub fn new(file: Option<PathBuf>) -> Result<Self, ScanError> {
        Ok(Self {
            tenants: RwLock::default(),
            rows: AtomicU64::new(0),
            omitted: AtomicU64::new(0),
            is_changed: AtomicBool::new(true),
            scanner: Scanner::compile(&Kind::ALL.map(Pattern::masking))?,
            file,
            saving: Mutex::default(),
        })
    }

    /// Records what was found in a batch of a tenant.
    pub fn record(&self, tenant: &str, batch: &Batch) {
        let mut findings = batch.findings().peekable();
        if findings.peek().is_none() {
            return;
        }
        let now = now();
        let (mut keys, mut new) = (Keys::new(batch), Vec::new());
        let tenants = self.tenants.read();
        let table = tenants.get(tenant);
        for found in findings {
            match table.and_then(|table| table.find(keys.key_of(&found), &found)) {
                Some(row) => row.count(u64::from(found.count), now),
                None => new.push(found),
            }
        }
        drop(tenants);
        if !new.is_empty() {
            self.record_new(tenant, &new, &mut keys, now);
        }
        self.is_changed.store(true, Relaxed);
    }

    #[cold]
    fn record_new(&self, tenant: &str, new: &[Found<'_>], keys: &mut Keys<'_>, now: u64) {
        if self.rows.load(Relaxed) >= MAX_ROWS {
            let count = new.iter().map(|found| u64::from(found.count)).sum();
            self.omitted.fetch_add(count, Relaxed);
            return;
        }
        let mut tenants = self.tenants.write();
        for found in new {
            let key = without_values(keys.key_of(found), &self.scanner);
            let seen = Sightings { count: u64::from(found.count), first: now, last: now };
            self.add(&mut tenants, tenant, &key, Finding::of(found), seen);
        }
    }

    fn add(&self, tenants: &mut BTreeMap<Arc<str>, Table>, tenant: &str, key: &str, finding: Finding, seen: Sightings) {
        if !tenants.contains_key(tenant) {
            tenants.insert(tenant.into(), Table::default());
        }
        let may_have_more = self.rows.load(Relaxed) < MAX_ROWS;
        let added = tenants.get_mut(tenant).map(|table| table.add(key, finding, seen, may_have_more));
        match added {
            Some(Added::NewRow) => _ = self.rows.fetch_add(1, Relaxed),
            Some(Added::ToRow) => {}
            Some(Added::Nowhere) | None => _ = self.omitted.fetch_add(seen.count, Relaxed),
        }
    }

    /// Every row, by tenant and place.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let tenants = self.tenants.read();
        let mut rows: Vec<Row> = tenants.iter().flat_map(|(tenant, table)| table.rows(tenant)).collect();
        drop(tenants);
        rows.sort_unstable();
        rows
    }

    /// Values for which there was no row left.
    #[must_use]
    pub fn omitted(&self) -> u64 {
        self.omitted.load(Relaxed)
    }
}

/// Makes the keys of places in one batch.
struct Keys<'a> {
    batch: &'a Batch,
    /// What the key begins with, which is the same for all findings of an event.
    event: Option<u32>,
    origin: usize,
    key: String,
}

impl<'a> Keys<'a> {
    fn new(batch: &'a Batch) -> Self {
        Self { batch, event: None, origin: 0, key: String::new() }
    }

    fn key_of(&mut self, found: &Found<'_>) -> &str {
        let Self { batch, event, origin, key } = self;
        if *event != Some(found.event) {
            let (kind, application) = batch.origin(found.event);
            key.clear();
            Parts::push_origin(key, kind, application.unwrap_or_default());
            (*event, *origin) = (Some(found.event), key.len());
        }
        key.truncate(*origin);
        Parts::push_part(key, batch.is_in_name(found));
        let start = key.len();
        batch.visit_steps_to(found, |step| push_step(key, start, step));
        key
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
