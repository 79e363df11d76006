//! What is remembered of tokens: by a hash under a key of this process, never by themselves.

use std::{
    hash::{BuildHasher, Hash, Hasher},
    sync::Arc,
    time::{Duration, Instant},
};

use quick_cache::{
    UnitWeighter,
    sync::{Cache as Store, DefaultLifecycle},
};

use super::identity::Identity;
use crate::{config::AuthConfig, token::Token};

/// Stands for a token: a BLAKE3 hash under a random key. Tells nothing to whoever does not have the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; 32]);

/// What is known of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recalled {
    Good(Arc<Identity>),
    /// Was good, and is due to be asked about again; holds only while nobody can be asked.
    Stale(Arc<Identity>),
    Refused,
    Nothing,
}

impl Recalled {
    pub(super) fn stale(self) -> Option<Arc<Identity>> {
        if let Self::Stale(identity) = self { Some(identity) } else { None }
    }
}

/// How long a token is not asked about again after a question that failed.
const PAUSE: Duration = Duration::from_secs(1);
/// Most tokens for which this is known; beyond that some are asked about again sooner.
const MAX_PAUSED: usize = 10_000;

/// Good and refused tokens, each bounded on its own: a flood of bad tokens evicts no good one.
pub(super) struct Cache {
    key: [u8; 32],
    good: Bounded<Checked>,
    refused: Bounded<Instant>,
    /// When the last question about a token failed.
    failed: Bounded<Instant>,
    good_for: Duration,
    refused_for: Duration,
    stale_for: Duration,
}

type Bounded<V> = Store<Fingerprint, V, UnitWeighter, Passthrough>;

#[derive(Clone)]
struct Checked {
    identity: Arc<Identity>,
    at: Instant,
}

impl Cache {
    pub(super) fn new(config: &AuthConfig, key: [u8; 32]) -> Self {
        Self {
            key,
            good: bounded(config.max_good),
            refused: bounded(config.max_refused),
            failed: bounded(config.max_refused.min(MAX_PAUSED)),
            good_for: config.good(),
            refused_for: config.refused(),
            stale_for: config.stale(),
        }
    }

    pub(super) fn fingerprint(&self, token: &Token) -> Fingerprint {
        Fingerprint(*blake3::keyed_hash(&self.key, token.as_bytes()).as_bytes())
    }

    pub(super) fn recall(&self, fingerprint: &Fingerprint, now: Instant) -> Recalled {
        if let Some(Checked { identity, at }) = self.good.get(fingerprint) {
            let age = now.saturating_duration_since(at);
            if age < self.good_for {
                return Recalled::Good(identity);
            }
            if age < self.good_for + self.stale_for {
                return Recalled::Stale(identity);
            }
        }
        match self.refused.get(fingerprint) {
            Some(at) if now.saturating_duration_since(at) < self.refused_for => Recalled::Refused,
            _ => Recalled::Nothing,
        }
    }

    /// Whether the last question about a token failed so recently that the next one has to wait.
    pub(super) fn is_paused(&self, fingerprint: &Fingerprint, now: Instant) -> bool {
        self.failed.get(fingerprint).is_some_and(|at| now.saturating_duration_since(at) < PAUSE)
    }

    /// `at` is when the question failed.
    pub(super) fn remember_failed(&self, fingerprint: Fingerprint, at: Instant) {
        self.failed.insert(fingerprint, at);
    }

    /// `at` is when the service was asked, not when it answered: an answer is never newer than its question.
    pub(super) fn remember_good(&self, fingerprint: Fingerprint, identity: Arc<Identity>, at: Instant) {
        self.good.insert(fingerprint, Checked { identity, at });
    }

    /// Also forgets that the token was good: a revoked token has no stale identity.
    pub(super) fn remember_refused(&self, fingerprint: Fingerprint, at: Instant) {
        self.good.remove(&fingerprint);
        self.refused.insert(fingerprint, at);
    }

    /// Frees what no longer holds. Only memory is at stake: an entry's age is looked at whenever it is recalled.
    pub(super) fn forget_expired(&self, now: Instant) {
        let age = |at: &Instant| now.saturating_duration_since(*at);
        self.good.retain(|_, checked| age(&checked.at) < self.good_for + self.stale_for);
        self.refused.retain(|_, at| age(at) < self.refused_for);
        self.failed.retain(|_, at| age(at) < PAUSE);
    }

    /// How many tokens are remembered.
    pub(super) fn len(&self) -> usize {
        self.good.len() + self.refused.len()
    }
}

fn bounded<V: Clone>(most: usize) -> Bounded<V> {
    Store::with(most, most as u64, UnitWeighter, Passthrough, DefaultLifecycle::default())
}

/// A fingerprint is a hash already, under a key that nobody outside has.
#[derive(Clone, Copy, Default)]
struct Passthrough;
struct FirstWord(u64);

impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut word = [0; 8];
        word.copy_from_slice(&self.0[..8]);
        state.write_u64(u64::from_ne_bytes(word));
    }
}

impl BuildHasher for Passthrough {
    type Hasher = FirstWord;
    fn build_hasher(&self) -> FirstWord {
        FirstWord(0)
    }
}

impl Hasher for FirstWord {
    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> Cache {
        Cache::new(&AuthConfig { max_good: 100, max_refused: 100, ..AuthConfig::default() }, [7; 32])
    }

    fn print(cache: &Cache, token: &str) -> Fingerprint {
        cache.fingerprint(&Token::from_text(token).unwrap())
    }

    fn identity() -> Arc<Identity> {
        Arc::new(Identity::from_names(Some("t"), "u").unwrap())
    }

    #[test]
    fn a_good_token_is_good_then_stale_then_forgotten() {
        let (cache, start) = (cache(), Instant::now());
        let token = print(&cache, "a");
        cache.remember_good(token, identity(), start);
        for (seconds, want) in [
            (0, Recalled::Good(identity())),
            (59, Recalled::Good(identity())),
            (60, Recalled::Stale(identity())),
            (359, Recalled::Stale(identity())),
            (360, Recalled::Nothing),
        ] {
            assert_eq!(cache.recall(&token, start + Duration::from_secs(seconds)), want, "after {seconds} s");
        }
    }

    #[test]
    fn a_refused_token_is_refused_for_ten_seconds_and_never_stale() {
        let (cache, start) = (cache(), Instant::now());
        let token = print(&cache, "a");
        cache.remember_good(token, identity(), start);
        cache.remember_refused(token, start);
        assert_eq!(cache.recall(&token, start + Duration::from_secs(9)), Recalled::Refused);
        assert_eq!(cache.recall(&token, start + Duration::from_secs(10)), Recalled::Nothing);
    }

    #[test]
    fn a_flood_of_refused_tokens_evicts_no_good_one_and_stays_bounded() {
        let (cache, start) = (cache(), Instant::now());
        let good: Vec<_> = (0..50).map(|n| print(&cache, &format!("good-{n}"))).collect();
        good.iter().for_each(|token| cache.remember_good(*token, identity(), start));
        for n in 0..20_000 {
            cache.remember_refused(print(&cache, &format!("bad-{n}")), start);
        }
        assert!(good.iter().all(|token| cache.recall(token, start) == Recalled::Good(identity())));
        assert!(cache.len() <= 150);
        cache.forget_expired(start + Duration::from_secs(10));
        assert_eq!(cache.len(), 50);
        cache.forget_expired(start + Duration::from_secs(360));
        assert_eq!(cache.len(), 0);
    }

    #[test]
    fn a_token_whose_question_failed_is_paused_for_a_second() {
        let (cache, start) = (cache(), Instant::now());
        let token = print(&cache, "a");
        cache.remember_failed(token, start);
        assert!(cache.is_paused(&token, start + Duration::from_millis(999)));
        assert!(!cache.is_paused(&token, start + Duration::from_secs(1)));
        assert!(!cache.is_paused(&print(&cache, "b"), start));
        assert_eq!(cache.recall(&token, start), Recalled::Nothing);
    }

    #[test]
    fn fingerprints_depend_on_the_token_and_on_the_key() {
        let other = Cache::new(&AuthConfig::default(), [8; 32]);
        assert!(print(&cache(), "a") != print(&cache(), "b"));
        assert!(print(&cache(), "a") == print(&cache(), "a"));
        assert!(print(&cache(), "a") != print(&other, "a"));
    }
}
