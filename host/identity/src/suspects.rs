//! Tokens whose questions failed. One that always fails says nothing of the service; many that fail together do.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use crate::cache::Fingerprint;

/// How long a token is a suspect. After that its next failure counts anew.
const SUSPECTED: Duration = Duration::from_secs(60);
/// Most suspects: more than the most failures that a breaker can be set to open after.
const MAX_SUSPECTS: usize = 1024;

/// The latest tokens whose questions failed, each once, the oldest first.
#[derive(Default)]
pub(super) struct Suspects(VecDeque<Suspect>);

struct Suspect {
    token: Fingerprint,
    since: Instant,
    /// Whether the service has answered about another token since: then the token is to blame.
    is_blamed: bool,
}

impl Suspects {
    /// Adds a token; whether it is a new one.
    pub(super) fn add(&mut self, token: Fingerprint, now: Instant) -> bool {
        while self.0.front().is_some_and(|suspect| now.saturating_duration_since(suspect.since) >= SUSPECTED) {
            self.0.pop_front();
        }
        if self.0.iter().any(|suspect| suspect.token == token) {
            return false;
        }
        if self.0.len() >= MAX_SUSPECTS {
            self.0.pop_front();
        }
        self.0.push_back(Suspect { token, since: now, is_blamed: false });
        true
    }

    /// The service has answered: those that failed before are to blame themselves.
    pub(super) fn blame(&mut self) {
        self.0.iter_mut().rev().take_while(|suspect| !suspect.is_blamed).for_each(|suspect| suspect.is_blamed = true);
    }

    /// How many failed since the last answer of the service.
    pub(super) fn count(&self) -> u32 {
        let count = self.0.iter().rev().take_while(|suspect| !suspect.is_blamed).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}
