//! The calls of runs that succeeded, as a tree.

use std::sync::{
    Arc,
    atomic::{AtomicU32, AtomicUsize, Ordering},
};

use arc_swap::ArcSwapOption;

use super::{
    call::{Answer, Call},
    recording::{Recorded, Recording},
};
use crate::run::state::run_state::RunState;

/// Runs that are not recorded after records that were of no use.
const PAUSE: u32 = 10_000;
/// A call that has returned this many different things is not the way to a run that is known.
const MAX_BRANCHES: usize = 512;

/// The calls of earlier runs of one filter with one set of settings.
pub(crate) struct RecordedRuns {
    first: ArcSwapOption<Step>,
    /// Bytes that the steps take, about.
    bytes: AtomicUsize,
    max_bytes: usize,
    /// Since the tree was empty: runs without a guest, counted up to those that were added, and these.
    replayed: AtomicU32,
    added: AtomicU32,
    /// Runs that are yet to come before one is recorded again.
    pause: AtomicU32,
}

/// What a guest does at some point.
enum Step {
    Call { call: Arc<Call>, branches: Vec<Branch> },
    Return { memory_bytes: usize },
}

/// What a call has returned, and what the guest did then.
#[derive(Clone)]
struct Branch {
    answer: Arc<Answer>,
    then: Arc<Step>,
}

/// How far a run came without a guest.
pub(crate) enum Replay {
    /// To its end. The guest that was recorded had so much memory then.
    Complete { memory_bytes: usize },
    /// A guest has to be started.
    Partial,
    /// A call has ended the run.
    Failed,
}

impl RecordedRuns {
    /// Records that take no more than so many bytes.
    pub(crate) fn new(max_bytes: usize) -> Self {
        Self {
            first: ArcSwapOption::empty(),
            bytes: AtomicUsize::new(0),
            max_bytes,
            replayed: AtomicU32::new(0),
            added: AtomicU32::new(0),
            pause: AtomicU32::new(0),
        }
    }

    /// Makes the calls that are known.
    pub(crate) fn replay(&self, run: &mut RunState) -> Replay {
        let first = self.first.load();
        let mut next = first.as_ref();
        let mut made: Vec<(&Arc<Call>, Answer)> = Vec::new();
        let replay = loop {
            match next.map(|step| &**step) {
                Some(Step::Call { call, branches }) => {
                    let Ok(answer) = run.make_counted(call) else { break Replay::Failed };
                    next = branches.iter().find(|branch| *branch.answer == answer).map(|branch| &branch.then);
                    made.push((call, answer));
                }
                Some(Step::Return { memory_bytes }) => {
                    self.count_replayed();
                    return Replay::Complete { memory_bytes: *memory_bytes };
                }
                None => break Replay::Partial,
            }
        };
        let mut recording = Recording::default();
        made.into_iter().for_each(|(call, answer)| recording.push_made(call, answer));
        recording.is_abandoned = self.pauses();
        run.recording = Some(recording);
        replay
    }

    /// Only whether they are more than those that were added matters. Threads that all count on would wait for each other.
    fn count_replayed(&self) {
        if self.replayed.load(Ordering::Relaxed) < self.added.load(Ordering::Relaxed) {
            self.replayed.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Bytes that the records take, about.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    fn pauses(&self) -> bool {
        self.pause.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }

    /// Adds a run that succeeded.
    pub(crate) fn add(&self, recording: Recording, memory_bytes: usize) {
        let Recording { calls, given, is_abandoned, .. } = recording;
        if is_abandoned || given < calls.len() {
            return;
        }
        let size: usize = calls.iter().map(|one| one.call.size() + one.answer.size() + size_of::<Step>()).sum();
        if self.bytes.fetch_add(size, Ordering::Relaxed) + size > self.max_bytes {
            return self.start_over();
        }
        self.added.fetch_add(1, Ordering::Relaxed);
        self.first.rcu(|first| {
            Some(
                first
                    .as_ref()
                    .map_or_else(|| new_steps(&calls, memory_bytes), |first| with_run(first, &calls, memory_bytes)),
            )
        });
    }

    /// Forgets all runs, and records none for some time if they were of no use.
    fn start_over(&self) {
        self.first.store(None);
        self.bytes.store(0, Ordering::Relaxed);
        let (replayed, added) = (self.replayed.swap(0, Ordering::Relaxed), self.added.swap(0, Ordering::Relaxed));
        if replayed < added {
            self.pause.store(PAUSE, Ordering::Relaxed);
        }
    }
}

/// The steps of a run.
fn new_steps(calls: &[Recorded], memory_bytes: usize) -> Arc<Step> {
    calls.iter().rev().fold(Arc::new(Step::Return { memory_bytes }), |then, one| {
        let branch = Branch { answer: Arc::new(one.answer.clone()), then };
        Arc::new(Step::Call { call: Arc::clone(&one.call), branches: vec![branch] })
    })
}

/// The steps with those of one more run.
fn with_run(step: &Arc<Step>, calls: &[Recorded], memory_bytes: usize) -> Arc<Step> {
    let (Step::Call { call, branches }, [one, rest @ ..]) = (&**step, calls) else { return Arc::clone(step) };
    if **call != *one.call {
        return Arc::clone(step);
    }
    let mut branches = branches.clone();
    match branches.iter().position(|branch| *branch.answer == one.answer) {
        Some(known) => branches[known].then = with_run(&branches[known].then, rest, memory_bytes),
        None if branches.len() == MAX_BRANCHES => return Arc::clone(step),
        None => branches.push(Branch { answer: Arc::new(one.answer.clone()), then: new_steps(rest, memory_bytes) }),
    }
    Arc::new(Step::Call { call: Arc::clone(call), branches })
}
