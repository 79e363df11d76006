//! The calls of one run, for runs to come.

use std::sync::Arc;

use super::call::{Answer, Call};

/// A run with more calls is not recorded.
const MAX_CALLS: usize = 64;
/// Nor one whose calls and their results take more bytes.
const MAX_BYTES: usize = 8 << 10;

/// A call, and what it has returned.
#[derive(Clone)]
pub(crate) struct Recorded {
    pub(super) call: Arc<Call>,
    pub(super) answer: Answer,
}

/// The calls of one run. Those that were made before the guest was started are given to it first.
#[derive(Default)]
pub(crate) struct Recording {
    pub(super) calls: Vec<Recorded>,
    /// How many of them the guest has made.
    pub(super) given: usize,
    bytes: usize,
    /// The run has made a call that cannot be made again without the guest, or too many.
    pub(super) is_abandoned: bool,
    /// The guest has not made the calls that were made for it.
    has_diverged: bool,
}

/// The next call of a guest, as the recording has it.
pub(crate) enum Next {
    /// It was made before the guest was started.
    Made(Answer),
    /// It has to be made.
    New,
    /// Another one was made in its place.
    Other,
}

impl Recording {
    /// Whether the guest has made other calls than those that were made for it.
    pub(crate) fn has_diverged(&self) -> bool {
        self.has_diverged
    }

    /// What is known of the guest's next call.
    pub(crate) fn next(&mut self, call: &Call) -> Next {
        match self.calls.get(self.given) {
            Some(made) if *made.call == *call => {
                self.given += 1;
                Next::Made(made.answer.clone())
            }
            Some(_) => {
                self.has_diverged = true;
                Next::Other
            }
            None => Next::New,
        }
    }

    /// The guest makes a call that cannot be made without it. Whether that is possible now.
    pub(crate) fn abandon(&mut self) -> bool {
        self.has_diverged |= self.given < self.calls.len();
        self.is_abandoned = true;
        !self.has_diverged
    }

    /// Adds a call that was made for the guest.
    pub(super) fn push_made(&mut self, call: &Arc<Call>, answer: Answer) {
        self.bytes += call.size() + answer.size();
        self.calls.push(Recorded { call: Arc::clone(call), answer });
    }

    /// Adds a call that the guest has made.
    pub(crate) fn push(&mut self, call: Call, answer: &Answer) {
        if self.is_abandoned {
            return;
        }
        self.bytes += call.size() + answer.size();
        if self.calls.len() == MAX_CALLS || self.bytes > MAX_BYTES {
            self.is_abandoned = true;
            return;
        }
        self.calls.push(Recorded { call: Arc::new(call), answer: answer.clone() });
        self.given = self.calls.len();
    }
}
