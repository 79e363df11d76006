//! Single-flight lookups: one lookup per token, however many requests wait for it, and a bounded number in total.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit, watch};

use crate::{cache::token_hash::TokenHash, config::AuthConfig, identity::Identity};

/// The outcome of a lookup.
#[derive(Clone)]
pub(crate) enum LookupOutcome {
    Valid(Arc<Identity>),
    Refused,
    Unavailable,
}

/// The lookups in flight, including those that wait for their turn.
pub(crate) struct InFlightLookups {
    by_token: Mutex<HashMap<TokenHash, watch::Receiver<Option<LookupOutcome>>>>,
    new_tokens: Lane,
    known_tokens: Lane,
    /// One permit for each request that waits for an outcome.
    waiters: Semaphore,
    #[cfg(test)]
    max_waiters: usize,
}

/// Limits for one kind of token. A flood of new tokens does not delay lookups of known ones.
struct Lane {
    /// One permit for each lookup, whether it runs or waits for its turn.
    capacity: Arc<Semaphore>,
    /// One permit for each lookup that runs.
    concurrency: Semaphore,
}

#[derive(Clone, Copy)]
pub(crate) enum TokenKind {
    /// The cache does not know the token.
    New,
    /// The token was valid, and its cached identity is stale.
    Known,
}

/// The role of a request in the lookup of its token.
pub(crate) enum Joined {
    /// Another request started the lookup.
    Follower(OutcomeWaiter),
    /// This request has to run the lookup.
    Leader(Lookup, OutcomeWaiter),
    /// Too many lookups are in flight.
    Full,
}

impl InFlightLookups {
    pub(crate) fn new(config: &AuthConfig) -> Arc<Self> {
        let lane = |concurrency| Lane {
            capacity: Arc::new(Semaphore::new(config.max_waiting)),
            concurrency: Semaphore::new(concurrency),
        };
        Arc::new(Self {
            by_token: Mutex::default(),
            new_tokens: lane(config.max_concurrent),
            known_tokens: lane(config.max_concurrent.div_ceil(4)),
            waiters: Semaphore::new(config.max_waiting),
            #[cfg(test)]
            max_waiters: config.max_waiting,
        })
    }

    /// Joins the lookup of a token, or starts one.
    ///
    /// `recheck_cache` is called under the lock, because a lookup may have completed since the caller read the cache.
    ///
    /// # Errors
    /// Returns the outcome of `recheck_cache` if there is one.
    pub(crate) fn join_or_start(
        self: &Arc<Self>,
        token_hash: TokenHash,
        kind: TokenKind,
        recheck_cache: impl FnOnce() -> Option<LookupOutcome>,
    ) -> Result<Joined, LookupOutcome> {
        let mut by_token = self.by_token.lock();
        if let Some(receiver) = by_token.get(&token_hash) {
            return Ok(Joined::Follower(OutcomeWaiter(receiver.clone())));
        }
        if let Some(outcome) = recheck_cache() {
            return Err(outcome);
        }
        let Ok(permit) = Arc::clone(&self.lane(kind).capacity).try_acquire_owned() else { return Ok(Joined::Full) };
        let (sender, receiver) = watch::channel(None);
        by_token.insert(token_hash, receiver.clone());
        let lookup = Lookup { lookups: Arc::clone(self), token_hash, kind, sender, _capacity: permit };
        Ok(Joined::Leader(lookup, OutcomeWaiter(receiver)))
    }

    /// Waits for the outcome of a lookup. Returns `Unavailable` at once if too many requests wait already.
    pub(crate) async fn wait_for_outcome(&self, OutcomeWaiter(mut receiver): OutcomeWaiter) -> LookupOutcome {
        let Ok(_permit) = self.waiters.try_acquire() else { return LookupOutcome::Unavailable };
        // An error means that the lookup was dropped, for instance because its runtime was shut down.
        let outcome = receiver.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
        outcome.unwrap_or(LookupOutcome::Unavailable)
    }

    #[cfg(test)]
    pub(crate) fn waiter_count(&self) -> usize {
        self.max_waiters - self.waiters.available_permits()
    }

    #[cfg(test)]
    pub(crate) fn lookup_count(&self) -> usize {
        self.by_token.lock().len()
    }

    fn lane(&self, kind: TokenKind) -> &Lane {
        match kind {
            TokenKind::New => &self.new_tokens,
            TokenKind::Known => &self.known_tokens,
        }
    }
}

/// Receives the outcome of a lookup.
pub(crate) struct OutcomeWaiter(watch::Receiver<Option<LookupOutcome>>);

/// A lookup in flight. If it is dropped before it completes, its waiters get `Unavailable`.
pub(crate) struct Lookup {
    lookups: Arc<InFlightLookups>,
    pub(crate) token_hash: TokenHash,
    kind: TokenKind,
    sender: watch::Sender<Option<LookupOutcome>>,
    _capacity: OwnedSemaphorePermit,
}

impl Lookup {
    /// Waits until the lookup may run. Hold the permit while it runs.
    pub(crate) async fn acquire_permit(&self) -> Option<SemaphorePermit<'_>> {
        self.lookups.lane(self.kind).concurrency.acquire().await.ok()
    }

    /// Sends the outcome to all waiters. The answer must be in the cache by then.
    pub(crate) fn complete(self, outcome: LookupOutcome) {
        self.sender.send_replace(Some(outcome));
    }
}

impl Drop for Lookup {
    fn drop(&mut self) {
        self.lookups.by_token.lock().remove(&self.token_hash);
    }
}
