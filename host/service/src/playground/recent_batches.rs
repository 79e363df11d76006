//! The last batches that came to port 8107, as their senders sent them, for the playground of `sluice dev`. Nobody else keeps any.

use jiff::Timestamp;
use parking_lot::Mutex;
use serde::Serialize;
use sluice_event::{
    Batch,
    line::{self, Envelope},
};
use sluice_identity::token::Token;
use std::{
    collections::VecDeque,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

/// How many are kept.
const KEPT: usize = 20;
/// A batch whose lines are longer, in bytes, is not kept.
const MAX_BYTES: usize = 256 << 10;
/// Nor is one with more events, which would take long to write.
const MAX_EVENTS: usize = 500;

/// Batches of one second that are kept: writing one down takes nearly as long as serving it, and nobody reads more.
const KEPT_A_SECOND: u64 = 50;

/// See the module.
pub struct RecentBatches {
    since: Instant,
    /// The second in the upper 32 bits, how many batches came in it in the lower.
    window: AtomicU64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    seen: u64,
    batches: VecDeque<RecentBatch>,
}

/// One batch.
#[derive(Clone, Debug, Serialize)]
pub struct RecentBatch {
    /// Counted from 1, over all batches of the process.
    pub number: u64,
    /// When it came, RFC 3339.
    pub at: String,
    /// How many events it has.
    pub events: usize,
    /// Its events as lines that no filter has seen.
    #[serde(skip)]
    pub lines: String,
}

impl Default for RecentBatches {
    fn default() -> Self {
        Self { since: Instant::now(), window: AtomicU64::new(0), kept: Mutex::default() }
    }
}

impl RecentBatches {
    /// Whether another batch is kept in this second. What it says under contention is near enough.
    fn has_room(&self) -> bool {
        let second = self.since.elapsed().as_secs() << 32;
        let before = self.window.load(Ordering::Relaxed).max(second);
        self.window.store(before + 1, Ordering::Relaxed);
        before - second < KEPT_A_SECOND
    }

    /// Keeps a batch, unless it is large or many others came in the same second. The request's token is overwritten, as in lines.
    pub fn keep(&self, batch: &Batch, token: Option<&Token>, request_id: &str) {
        let events = batch.len();
        if events > MAX_EVENTS || !self.has_room() {
            return;
        }
        let at = format!("{:.3}", Timestamp::now());
        let envelope = Envelope {
            received_at: &at,
            tenant_id: None,
            tenant_name: None,
            user: None,
            sender: line::Sender::default(),
            request_id,
            max_line_bytes: MAX_BYTES,
        };
        let mut lines = Vec::new();
        line::write_lines(batch, &envelope, &mut lines);
        if lines.len() > MAX_BYTES {
            return;
        }
        if let Some(token) = token {
            token.overwrite_in(&mut lines);
        }
        let Ok(lines) = String::from_utf8(lines) else { return };
        let mut kept = self.kept.lock();
        kept.seen += 1;
        let number = kept.seen;
        if kept.batches.len() == KEPT {
            kept.batches.pop_front();
        }
        kept.batches.push_back(RecentBatch { number, at, events, lines });
    }

    /// All that are kept, the last first.
    #[must_use]
    pub fn list(&self) -> Vec<RecentBatch> {
        self.kept
            .lock()
            .batches
            .iter()
            .rev()
            .map(|batch| RecentBatch { lines: String::new(), ..batch.clone() })
            .collect()
    }

    /// The lines of one batch, while it is kept.
    #[must_use]
    pub fn lines(&self, number: u64) -> Option<String> {
        self.kept.lock().batches.iter().find(|batch| batch.number == number).map(|batch| batch.lines.clone())
    }
}
