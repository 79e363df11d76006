//! The artifacts that this process uses, which the store must not remove.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

/// The keys that this process uses, with the number of pins of each.
#[derive(Clone, Default)]
pub(crate) struct PinnedKeys(Arc<Mutex<HashMap<String, usize>>>);

/// While it lives, the files of its key are not removed for lack of room.
pub(crate) struct KeyPin {
    pins: PinnedKeys,
    key: String,
}

impl PinnedKeys {
    pub(crate) fn pin(&self, key: &str) -> Arc<KeyPin> {
        *self.0.lock().entry(key.to_owned()).or_default() += 1;
        Arc::new(KeyPin { pins: self.clone(), key: key.to_owned() })
    }

    pub(crate) fn is_pinned(&self, key: &str) -> bool {
        self.0.lock().contains_key(key)
    }
}

impl Drop for KeyPin {
    fn drop(&mut self) {
        let mut pins = self.pins.0.lock();
        if let Some(count) = pins.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                pins.remove(&self.key);
            }
        }
    }
}

impl std::fmt::Debug for KeyPin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("KeyPin")
    }
}
