//! One lookup of a token: waits for its turn, sends the request, caches the answer and wakes the waiting requests.

use std::{sync::Arc, time::Instant};

use tokio::time::timeout;

use super::setup::Authenticator;
use crate::{
    cache::{CachedAnswer, token_hash::TokenHash},
    client::{LookupResponse, request_failure::RequestFailure},
    health::breaker::Permit,
    log_target::LOG_TARGET,
    single_flight::{Lookup, LookupOutcome},
    token::Token,
};

impl Authenticator {
    /// Reads the answer of a lookup that completed just now. `None` if a lookup is needed.
    pub(super) fn recheck_cache(&self, token_hash: &TokenHash) -> Option<LookupOutcome> {
        let now = self.clock.now();
        match self.cache.get(token_hash, now) {
            CachedAnswer::Fresh(identity) => Some(LookupOutcome::Valid(identity)),
            CachedAnswer::Refused => Some(LookupOutcome::Refused),
            CachedAnswer::Stale(_) | CachedAnswer::Miss => {
                self.cache.has_failed_recently(token_hash, now).then_some(LookupOutcome::Unavailable)
            }
        }
    }

    pub(super) async fn run_lookup(self: Arc<Self>, lookup: Lookup, token: Token) {
        let outcome = match timeout(self.client.timeout(), lookup.acquire_permit()).await {
            Ok(Some(_permit)) => self.look_up_token(&token, lookup.token_hash).await,
            Ok(None) | Err(_) => LookupOutcome::Unavailable,
        };
        lookup.complete(outcome);
    }

    async fn look_up_token(self: &Arc<Self>, token: &Token, token_hash: TokenHash) -> LookupOutcome {
        let started = self.clock.now();
        let Some(permit) = self.breaker.try_acquire(started) else { return LookupOutcome::Unavailable };
        let response = self.exchange(token, started).await;
        let now = self.clock.now();
        match response {
            LookupResponse::Valid(identity) => {
                self.report_health(permit.record_success(now), None);
                let identity = Arc::new(identity);
                self.cache.insert_valid(token_hash, Arc::clone(&identity), started);
                LookupOutcome::Valid(identity)
            }
            LookupResponse::Refused => {
                self.report_health(permit.record_success(now), None);
                self.cache.insert_refused(token_hash, started);
                LookupOutcome::Refused
            }
            LookupResponse::Unusable(failure) => {
                tracing::debug!(target: LOG_TARGET, reason = %failure, "the answer about a token cannot be used; it is refused");
                self.record_failure(permit, token_hash, &failure, now);
                self.cache.insert_refused(token_hash, started);
                LookupOutcome::Refused
            }
            LookupResponse::Failed(failure) => {
                self.record_failure(permit, token_hash, &failure, now);
                self.cache.insert_failure(token_hash, now);
                LookupOutcome::Unavailable
            }
        }
    }

    fn record_failure(&self, permit: Permit<'_>, token_hash: TokenHash, failure: &RequestFailure, now: Instant) {
        if failure.is_caused_by_request() {
            return;
        }
        let transition = if failure.may_be_caused_by_token() {
            permit.record_token_failure(token_hash, now)
        } else {
            permit.record_failure(now)
        };
        self.report_health(transition, Some(failure));
    }
}
