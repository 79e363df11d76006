//! One value for each filter of each chain, as long as somebody else holds it.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use parking_lot::Mutex;

/// Chain, filter.
type Labels = [String; 2];

/// A map that does not keep its values alive.
pub(super) struct ByFilter<T>(Mutex<HashMap<Labels, Weak<T>>>);

impl<T> ByFilter<T> {
    pub(super) fn new() -> Self {
        Self(Mutex::default())
    }

    /// The value of a filter, to which `update` is applied; where there is none, the one that `create` makes.
    pub(super) fn get_or_create(
        &self,
        chain: &str,
        filter: &str,
        update: impl FnOnce(&T),
        create: impl FnOnce() -> T,
    ) -> Arc<T> {
        let labels = [chain, filter].map(str::to_owned);
        let mut all = self.0.lock();
        if let Some(value) = all.get(&labels).and_then(Weak::upgrade) {
            update(&value);
            return value;
        }
        let value = Arc::new(create());
        all.insert(labels, Arc::downgrade(&value));
        value
    }

    /// Whether somebody holds the value of a filter.
    pub(super) fn contains(&self, chain: &str, filter: &str) -> bool {
        let labels = [chain, filter].map(str::to_owned);
        self.0.lock().get(&labels).is_some_and(|value| value.strong_count() > 0)
    }

    /// The value at this address, if it still exists.
    pub(super) fn find_by_address(&self, address: usize) -> Option<Arc<T>> {
        self.0.lock().values().find(|value| value.as_ptr().addr() == address).and_then(Weak::upgrade)
    }

    /// Removes the entry of a value that is being dropped, and calls `remove` before another can take its place. Does
    /// nothing if another has taken its place already.
    pub(super) fn remove_dropped(&self, chain: &str, filter: &str, remove: impl FnOnce()) {
        let labels = [chain, filter].map(str::to_owned);
        let mut all = self.0.lock();
        if all.get(&labels).is_some_and(|other| other.strong_count() > 0) {
            return;
        }
        all.remove(&labels);
        remove();
    }
}
