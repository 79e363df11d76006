//! Tokens whose lookups failed. If one token always fails, the token is the likely cause. If many tokens fail, it is the
//! service.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use crate::cache::token_hash::TokenHash;

/// How long a failure is kept. Afterwards, the next failure of the same token is a new one.
const RETENTION: Duration = Duration::from_secs(60);
/// The maximum number of tokens. More than `auth.breaker_failures` can be.
const MAX_TOKENS: usize = 1024;

/// The tokens whose lookups failed most recently, each once, oldest first.
#[derive(Default)]
pub(super) struct FailingTokens(VecDeque<FailingToken>);

struct FailingToken {
    token_hash: TokenHash,
    failed_at: Instant,
    /// Whether the service has answered since. Then the token is the likely cause, and does not count against the service.
    precedes_answer: bool,
}

impl FailingTokens {
    /// Records a failed lookup. Returns whether the token is a new one.
    pub(super) fn insert(&mut self, token_hash: TokenHash, now: Instant) -> bool {
        while self.0.front().is_some_and(|token| now.saturating_duration_since(token.failed_at) >= RETENTION) {
            self.0.pop_front();
        }
        if self.0.iter().any(|token| token.token_hash == token_hash) {
            return false;
        }
        if self.0.len() >= MAX_TOKENS {
            self.0.pop_front();
        }
        self.0.push_back(FailingToken { token_hash, failed_at: now, precedes_answer: false });
        true
    }

    /// Records that the service has answered. The failures before do not count against it any more.
    pub(super) fn record_answer(&mut self) {
        self.0
            .iter_mut()
            .rev()
            .take_while(|token| !token.precedes_answer)
            .for_each(|token| token.precedes_answer = true);
    }

    /// The number of tokens that failed since the service last answered.
    pub(super) fn count_since_last_answer(&self) -> u32 {
        let count = self.0.iter().rev().take_while(|token| !token.precedes_answer).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}
