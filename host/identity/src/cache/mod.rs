//! Caches what is known about tokens, under their keyed hashes.

#[cfg(test)]
mod tests;
pub(crate) mod token_hash;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use quick_cache::{
    UnitWeighter,
    sync::{Cache, DefaultLifecycle},
};

use crate::{
    cache::token_hash::{PassthroughState, TokenHash},
    config::AuthConfig,
    identity::Identity,
    token::Token,
};

/// What the cache knows about a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CachedAnswer {
    Fresh(Arc<Identity>),
    /// Due for another lookup. Used only while no lookup is possible.
    Stale(Arc<Identity>),
    Refused,
    Miss,
}

impl CachedAnswer {
    pub(crate) fn into_stale(self) -> Option<Arc<Identity>> {
        if let Self::Stale(identity) = self { Some(identity) } else { None }
    }
}

/// How long a token is not looked up again after a failed lookup.
const RETRY_DELAY: Duration = Duration::from_secs(1);
/// The maximum number of failed lookups that are recorded. Beyond that, some tokens are looked up again sooner.
const MAX_FAILURES: usize = 10_000;

/// Valid and refused tokens. Each kind has its own bound, so a flood of invalid tokens evicts no valid one.
pub(crate) struct TokenCache {
    key: [u8; 32],
    valid: BoundedMap<CachedIdentity>,
    /// When the lookup started.
    refused: BoundedMap<Instant>,
    /// When the lookup failed.
    failed: BoundedMap<Instant>,
    fresh_for: Duration,
    refused_for: Duration,
    stale_for: Duration,
}

type BoundedMap<V> = Cache<TokenHash, V, UnitWeighter, PassthroughState>;

#[derive(Clone)]
struct CachedIdentity {
    identity: Arc<Identity>,
    looked_up_at: Instant,
}

impl TokenCache {
    pub(crate) fn new(config: &AuthConfig, key: [u8; 32]) -> Self {
        Self {
            key,
            valid: bounded_map(config.max_good),
            refused: bounded_map(config.max_refused),
            failed: bounded_map(config.max_refused.min(MAX_FAILURES)),
            fresh_for: config.fresh_for(),
            refused_for: config.refused_for(),
            stale_for: config.stale_for(),
        }
    }

    pub(crate) fn hash_token(&self, token: &Token) -> TokenHash {
        TokenHash::new(&self.key, token)
    }

    pub(crate) fn get(&self, token_hash: &TokenHash, now: Instant) -> CachedAnswer {
        if let Some(CachedIdentity { identity, looked_up_at }) = self.valid.get(token_hash) {
            let age = now.saturating_duration_since(looked_up_at);
            if age < self.fresh_for {
                return CachedAnswer::Fresh(identity);
            }
            if age < self.fresh_for + self.stale_for {
                return CachedAnswer::Stale(identity);
            }
        }
        match self.refused.get(token_hash) {
            Some(at) if now.saturating_duration_since(at) < self.refused_for => CachedAnswer::Refused,
            _ => CachedAnswer::Miss,
        }
    }

    /// Whether a lookup of the token failed so recently that the next one has to wait.
    pub(crate) fn has_failed_recently(&self, token_hash: &TokenHash, now: Instant) -> bool {
        self.failed.get(token_hash).is_some_and(|at| now.saturating_duration_since(at) < RETRY_DELAY)
    }

    pub(crate) fn insert_failure(&self, token_hash: TokenHash, failed_at: Instant) {
        self.failed.insert(token_hash, failed_at);
    }

    /// `looked_up_at` is the start of the lookup: an answer is never newer than its request.
    pub(crate) fn insert_valid(&self, token_hash: TokenHash, identity: Arc<Identity>, looked_up_at: Instant) {
        self.valid.insert(token_hash, CachedIdentity { identity, looked_up_at });
    }

    /// Also removes the token's identity, so that a revoked token has no stale one.
    pub(crate) fn insert_refused(&self, token_hash: TokenHash, looked_up_at: Instant) {
        self.valid.remove(&token_hash);
        self.refused.insert(token_hash, looked_up_at);
    }

    /// Frees the memory of expired entries. [`Self::get`] checks the age of an entry by itself.
    pub(crate) fn evict_expired(&self, now: Instant) {
        let age = |at: &Instant| now.saturating_duration_since(*at);
        self.valid.retain(|_, cached| age(&cached.looked_up_at) < self.fresh_for + self.stale_for);
        self.refused.retain(|_, at| age(at) < self.refused_for);
        self.failed.retain(|_, at| age(at) < RETRY_DELAY);
    }

    /// The number of valid and refused tokens.
    pub(crate) fn len(&self) -> usize {
        self.valid.len() + self.refused.len()
    }
}

fn bounded_map<V: Clone>(capacity: usize) -> BoundedMap<V> {
    Cache::with(capacity, capacity as u64, UnitWeighter, PassthroughState, DefaultLifecycle::default())
}
