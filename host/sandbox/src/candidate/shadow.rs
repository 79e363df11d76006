//! Two versions of a filter that run on copies of the same batches.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use super::{
    batch_result::BatchResult,
    comparison::{Comparison, SampleRun},
};
use crate::{
    lane::{
        sample_queue::{SamplePlace, SampleQueue},
        thread_kind::ThreadKind,
    },
    report::reporter::Reporter,
    run::{
        filter_version::FilterVersion, limits::budget::CpuBudget, result::outcome::Outcome, sandbox, slots::Slots,
        state::request_context::RequestContext,
    },
    watchdog::Watchdog,
};
use sluice_event::Batch;

/// Larger batches are not copied. A batch of 20 events takes a tenth of it.
const MAX_BATCH_BYTES: usize = 256 << 10;
/// Copies for one filter at once: its rest is dropped rather than that of others.
const MAX_SAMPLES: usize = 8;

/// The old and the new version of a filter in a chain. Both run on each copy, so that the thread that serves has to keep
/// nothing of its own run.
pub(crate) struct Shadow {
    pub(crate) old: FilterVersion,
    pub(crate) new: FilterVersion,
    pub(crate) share: f64,
    pub(crate) comparison: Arc<Comparison>,
    pub(crate) queue: Arc<SampleQueue>,
    pub(crate) slots: Arc<Slots>,
    pub(crate) watchdog: Arc<Watchdog>,
    pub(crate) reporter: Arc<Reporter>,
    pub(crate) seen: AtomicU64,
    pub(crate) copies: Arc<AtomicUsize>,
}

impl Shadow {
    /// Copies the batch if it is one of the share. Called on threads that serve.
    pub(crate) fn sample(self: &Arc<Self>, batch: &Batch, context: &RequestContext) {
        if !self.takes_next() {
            return;
        }
        let is_small = batch.memory_bytes() <= MAX_BATCH_BYTES;
        let own = is_small.then(|| SamplePlace::try_take(&self.copies, MAX_SAMPLES)).flatten();
        let Some((own, place)) = own.and_then(|own| Some((own, self.queue.try_take_place()?))) else {
            return self.comparison.count(BatchResult::Dropped);
        };
        let (shadow, batch, copied_context) = (Arc::clone(self), batch.clone(), context.clone());
        let task = move || {
            shadow.compare_versions(&batch, &Arc::new(copied_context));
            drop((own, place));
        };
        context.samples.push(&self.queue, Arc::as_ptr(self).addr(), Box::new(task));
    }

    /// Whether the next batch is one of the share. Spreads them evenly.
    fn takes_next(&self) -> bool {
        let before = self.seen.fetch_add(1, Relaxed) as f64 * self.share;
        (before + self.share).floor() > before.floor()
    }

    /// Runs both versions on a copy, and compares what they did.
    fn compare_versions(&self, batch: &Batch, context: &Arc<RequestContext>) {
        let (old_batch, old) = self.run_version(&self.old, batch.clone(), context);
        let (new_batch, new) = self.run_version(&self.new, batch.clone(), context);
        self.comparison.record(&old, &new, || sluice_event::compare(batch, &old_batch, &new_batch));
    }

    fn run_version(
        &self,
        version: &FilterVersion,
        batch: Batch,
        context: &Arc<RequestContext>,
    ) -> (Box<Batch>, SampleRun) {
        let mut batch = Box::new(batch);
        let Some(slot) = self.slots.try_acquire_spare() else {
            return (batch, SampleRun { outcome: Outcome::PoolExhausted, detail: None, cpu: Duration::ZERO });
        };
        batch.begin(Arc::clone(&version.name));
        let limits = &version.run_config.limits;
        let budget = CpuBudget::new(limits.cpu_ms, limits.further_cpu(batch.bytes()), Duration::MAX);
        let watched = self.watchdog.watch(&self.reporter, budget.whole_millis(), ThreadKind::SlowLane);
        let result = sandbox::run(version, None, batch, context, budget, ThreadKind::SlowLane);
        drop((watched, slot));
        let mut batch = result.batch;
        if result.outcome == Outcome::Ok {
            let _ = batch.commit();
        } else {
            batch.rollback();
        }
        (batch, SampleRun { outcome: result.outcome, detail: result.detail, cpu: result.stats.cpu })
    }
}
