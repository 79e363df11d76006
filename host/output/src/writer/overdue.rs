//! Blocks that have waited for `max_wait_ms`.

use crate::{
    WriteError,
    queue::{Block, Shared},
};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

impl Shared {
    /// Refuses the blocks that have waited for `max_wait_ms`. A block that is partly written, and could not be rolled back, is
    /// not refused. It waits until the rest can be written. If any has waited for so long, new requests are refused at once
    /// from now on.
    pub(super) fn refuse_overdue(&self, blocks: &mut VecDeque<Block>) {
        let (now, max_wait) = (Instant::now(), Duration::from_millis(self.config.max_wait_ms));
        let is_overdue =
            |block: &Block| block.waiting_since.is_some_and(|since| now.saturating_duration_since(since) >= max_wait);
        if !blocks.iter().any(is_overdue) {
            return;
        }
        self.blockage.begin();
        let mut freed = 0;
        for block in std::mem::take(blocks) {
            if block.written > 0 || !is_overdue(&block) {
                blocks.push_back(block);
                continue;
            }
            freed += block.bytes.len();
            self.metrics.refused.inc();
            let _ = block.completion.send(Err(WriteError::Busy));
        }
        self.release_space(freed);
    }
}
