//! Limits how many filters are loaded at once.

use std::collections::HashSet;

use parking_lot::{Condvar, Mutex};

/// The keys of what is loaded now.
pub(super) struct LoadsInProgress {
    keys: Mutex<HashSet<String>>,
    finished: Condvar,
    at_once: usize,
}

impl LoadsInProgress {
    /// At least one load is allowed at once.
    pub(super) fn new(at_once: usize) -> Self {
        Self { keys: Mutex::new(HashSet::new()), finished: Condvar::new(), at_once: at_once.max(1) }
    }

    /// Waits while too many filters are loaded, or another thread loads this one.
    pub(super) fn wait_for_turn<'a>(&'a self, key: &'a str) -> LoadPermit<'a> {
        let mut keys = self.keys.lock();
        while keys.len() >= self.at_once || keys.contains(key) {
            self.finished.wait(&mut keys);
        }
        keys.insert(key.to_owned());
        LoadPermit { loads: self, key }
    }
}

/// One of the loads in progress, until it is dropped.
pub(super) struct LoadPermit<'a> {
    loads: &'a LoadsInProgress,
    key: &'a str,
}

impl Drop for LoadPermit<'_> {
    fn drop(&mut self) {
        self.loads.keys.lock().remove(self.key);
        self.loads.finished.notify_all();
    }
}
