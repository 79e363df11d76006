//! Identifies a token, from the cache or by a lookup.

use std::{sync::Arc, time::Duration};

use super::setup::Authenticator;
use crate::{
    auth_failure::AuthFailure,
    cache::CachedAnswer,
    health::breaker::Availability,
    identity::Identity,
    single_flight::{Joined, LookupOutcome, TokenKind},
    token::Token,
};

/// The least time that a client is told to wait before a retry.
pub(super) const MIN_RETRY_AFTER: Duration = Duration::from_secs(1);

impl Authenticator {
    /// Identifies a token without a lookup. Returns `None` if a lookup is needed. Never waits.
    ///
    /// # Errors
    /// [`AuthFailure::Refused`] if the cache says so. [`AuthFailure::Unavailable`] if a lookup is needed but not possible
    /// at the moment, and there is no stale identity to use instead.
    pub fn try_identify(&self, token: &Token) -> Option<Result<Arc<Identity>, AuthFailure>> {
        let now = self.clock.now();
        let token_hash = self.cache.hash_token(token);
        let cached = self.cache.get(&token_hash, now);
        match cached {
            CachedAnswer::Fresh(identity) => {
                self.metrics.hit.inc();
                Some(Ok(identity))
            }
            CachedAnswer::Refused => Some(self.count_outcome(LookupOutcome::Refused, None)),
            CachedAnswer::Stale(_) | CachedAnswer::Miss => {
                let is_breaker_open = matches!(self.breaker.availability(now), Availability::Unavailable { .. });
                let cannot_look_up = is_breaker_open || self.cache.has_failed_recently(&token_hash, now);
                cannot_look_up.then(|| self.count_outcome(LookupOutcome::Unavailable, cached.into_stale()))
            }
        }
    }

    /// Identifies a token, with a lookup if the cache has no fresh answer.
    ///
    /// The future may be dropped at any time. The lookup still completes, for other requests that wait for it and for the
    /// cache.
    ///
    /// # Errors
    /// [`AuthFailure::Refused`] only if the service said so. [`AuthFailure::Unavailable`] if the lookup failed and there
    /// is no stale identity to use instead.
    pub async fn identify(self: &Arc<Self>, token: &Token) -> Result<Arc<Identity>, AuthFailure> {
        if let Some(result) = self.try_identify(token) {
            return result;
        }
        let token_hash = self.cache.hash_token(token);
        let stale = self.cache.get(&token_hash, self.clock.now()).into_stale();
        let is_healthy = self.breaker.availability(self.clock.now()) == Availability::Healthy;
        let kind = if stale.is_some() { TokenKind::Known } else { TokenKind::New };
        let waiter = match self.lookups.join_or_start(token_hash, kind, || self.recheck_cache(&token_hash)) {
            Err(outcome) => return self.count_outcome(outcome, stale),
            Ok(Joined::Full) => return self.count_outcome(LookupOutcome::Unavailable, stale),
            Ok(Joined::Follower(waiter)) => waiter,
            Ok(Joined::Leader(lookup, waiter)) => {
                self.runtime.spawn(Arc::clone(self).run_lookup(lookup, token.clone()));
                waiter
            }
        };
        if !is_healthy && stale.is_some() {
            // The lookup continues in the background, and its answer is cached for the next request.
            return self.count_outcome(LookupOutcome::Unavailable, stale);
        }
        let outcome = self.lookups.wait_for_outcome(waiter).await;
        self.count_outcome(outcome, stale)
    }

    /// Counts the outcome of one check and turns it into its result. A stale identity is used if the lookup failed.
    fn count_outcome(
        &self,
        outcome: LookupOutcome,
        stale: Option<Arc<Identity>>,
    ) -> Result<Arc<Identity>, AuthFailure> {
        match (outcome, stale) {
            (LookupOutcome::Valid(identity), _) => {
                self.metrics.good.inc();
                Ok(identity)
            }
            (LookupOutcome::Refused, _) => {
                self.metrics.refused.inc();
                Err(AuthFailure::Refused)
            }
            (LookupOutcome::Unavailable, Some(identity)) => {
                self.metrics.stale.inc();
                Ok(identity)
            }
            (LookupOutcome::Unavailable, None) => {
                self.metrics.unavailable.inc();
                let retry_after = match self.breaker.availability(self.clock.now()) {
                    Availability::Unavailable { retry_after } => retry_after.max(MIN_RETRY_AFTER),
                    Availability::Healthy | Availability::Degraded => MIN_RETRY_AFTER,
                };
                Err(AuthFailure::Unavailable { retry_after })
            }
        }
    }
}
