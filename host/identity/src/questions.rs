//! Questions on their way: one per token however many requests wait for it, and a bounded number in all.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit, watch};

use super::{cache::Fingerprint, identity::Identity};
use crate::config::AuthConfig;

/// How a question ended.
#[derive(Clone)]
pub(super) enum Outcome {
    Good(Arc<Identity>),
    Refused,
    Unanswered,
}

/// The questions on their way.
pub(super) struct Questions {
    open: Mutex<HashMap<Fingerprint, watch::Receiver<Option<Outcome>>>>,
    newcomers: Lane,
    known: Lane,
    waiting: Semaphore,
    #[cfg(test)]
    most_waiting: usize,
}

/// Tokens that were good have a lane of their own, so that a flood of unknown ones does not hold up their renewal.
struct Lane {
    places: Arc<Semaphore>,
    calls: Semaphore,
}

#[derive(Clone, Copy)]
pub(super) enum Which {
    Newcomers,
    Known,
}

/// What to do about a token.
pub(super) enum Joined {
    /// Somebody is asking: wait.
    Wait(Wait),
    /// Nobody is: ask, and wait.
    Ask(Question, Wait),
    /// Too many questions are waiting already.
    Full,
}

impl Questions {
    pub(super) fn new(config: &AuthConfig) -> Arc<Self> {
        let lane = |calls| Lane { places: Arc::new(Semaphore::new(config.max_waiting)), calls: Semaphore::new(calls) };
        Arc::new(Self {
            open: Mutex::default(),
            newcomers: lane(config.max_concurrent),
            known: lane(config.max_concurrent.div_ceil(4)),
            waiting: Semaphore::new(config.max_waiting),
            #[cfg(test)]
            most_waiting: config.max_waiting,
        })
    }

    /// Joins the question about a token, or opens it. `settled` is asked under the lock whether an answer has just come.
    pub(super) fn join(
        self: &Arc<Self>,
        about: Fingerprint,
        which: Which,
        settled: impl FnOnce() -> Option<Outcome>,
    ) -> Result<Joined, Outcome> {
        let mut open = self.open.lock();
        if let Some(answer) = open.get(&about) {
            return Ok(Joined::Wait(Wait(answer.clone())));
        }
        if let Some(outcome) = settled() {
            return Err(outcome);
        }
        let Ok(place) = Arc::clone(&self.lane(which).places).try_acquire_owned() else { return Ok(Joined::Full) };
        let (tell, answer) = watch::channel(None);
        open.insert(about, answer.clone());
        let question = Question { questions: Arc::clone(self), about, which, tell, _place: place };
        Ok(Joined::Ask(question, Wait(answer)))
    }

    /// The outcome, when it is there. Unanswered at once if too many requests wait already.
    pub(super) async fn wait(&self, Wait(mut answer): Wait) -> Outcome {
        let Ok(_place) = self.waiting.try_acquire() else { return Outcome::Unanswered };
        // An error means that the question was given up, as when the runtime ends.
        answer.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone()).unwrap_or(Outcome::Unanswered)
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.most_waiting - self.waiting.available_permits()
    }

    #[cfg(test)]
    pub(super) fn open(&self) -> usize {
        self.open.lock().len()
    }

    fn lane(&self, which: Which) -> &Lane {
        match which {
            Which::Newcomers => &self.newcomers,
            Which::Known => &self.known,
        }
    }
}

/// A place among those who wait for one answer.
pub(super) struct Wait(watch::Receiver<Option<Outcome>>);

/// The duty to ask. Dropped in any way, it makes room for the next question about the token.
pub(super) struct Question {
    questions: Arc<Questions>,
    pub(super) about: Fingerprint,
    which: Which,
    tell: watch::Sender<Option<Outcome>>,
    _place: OwnedSemaphorePermit,
}

impl Question {
    /// Waits for the question's turn; hold what it gives while asking.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.questions.lane(self.which).calls.acquire().await.ok()
    }

    /// Tells everyone who waits. Whatever is to be remembered has to be remembered before.
    pub(super) fn close(self, outcome: Outcome) {
        self.tell.send_replace(Some(outcome));
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        self.questions.open.lock().remove(&self.about);
    }
}
