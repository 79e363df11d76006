//! What an envelope says beside its events.

use super::{category::Category, discarded::Discarded};

/// What of an envelope is no event, or is about all of them.
#[derive(Debug, Default)]
pub struct Summary {
    /// The public key of the envelope's own DSN, which it has behind a tunnel.
    pub key: Option<String>,
    /// Items by category, those that were not taken included.
    counts: [u64; Category::COUNT],
    refused: [bool; Category::COUNT],
    /// What the SDK says that it has dropped itself.
    pub discarded: Vec<Discarded>,
}

impl Summary {
    pub(super) fn count(&mut self, category: Category, count: u64) {
        self.counts[category as usize] += count;
    }

    pub(super) fn refuse(&mut self, category: Category) {
        self.refused[category as usize] = true;
    }

    /// Items by category, those that were not taken included.
    pub fn counts(&self) -> impl Iterator<Item = (Category, u64)> {
        Category::all().map(|category| (category, self.counts[category as usize])).filter(|(_, count)| *count > 0)
    }

    /// Whether items of this category are never taken.
    #[must_use]
    pub fn is_refused(&self, category: Category) -> bool {
        self.refused[category as usize]
    }
}
