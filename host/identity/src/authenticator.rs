//! The answer to whose a token is: from memory, or by a question.

#[cfg(test)]
mod tests;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, time::timeout};

use crate::{
    breaker::{Admission, Breaker, Change, Outlook},
    cache::{Cache, Fingerprint, Recalled},
    client::{Answer, Client, Ping},
    clock::Clock,
    config::AuthConfig,
    failure::Failure,
    identity::{AuthFailure, Identity},
    log_target::LOG_TARGET,
    meters::Meters,
    metrics::AuthMetrics,
    questions::{Joined, Outcome, Question, Questions, Which},
    setup_error::AuthSetupError,
    token::Token,
    watch::{self, Watched},
};

/// What a caller is told to wait when nothing better is known.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Asks whose tokens are, and remembers it.
pub struct Authenticator {
    cache: Cache,
    questions: Arc<Questions>,
    breaker: Breaker,
    client: Client,
    meters: Meters,
    clock: Clock,
    runtime: Handle,
}

impl Authenticator {
    /// Sets up everything, and begins to look after the service's health. Asks nothing of tokens yet: the service may be down.
    ///
    /// Call it on a Tokio runtime with I/O and time; questions are asked on that one, whichever runtime waits for them.
    ///
    /// # Errors
    /// The configuration is not usable, or the system lacks something; see [`AuthSetupError`].
    pub fn new(config: &AuthConfig, metrics: AuthMetrics) -> Result<Arc<Self>, AuthSetupError> {
        let problems = config.problems();
        if !problems.is_empty() {
            return Err(AuthSetupError::Configuration(problems));
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(AuthSetupError::Random)?;
        let authenticator = Arc::new(Self {
            cache: Cache::new(config, key),
            questions: Questions::new(config),
            breaker: Breaker::new(config),
            client: Client::new(config)?,
            meters: Meters::new(metrics),
            clock: Clock::default(),
            runtime: Handle::try_current().map_err(AuthSetupError::Runtime)?,
        });
        let watched = Arc::downgrade(&authenticator);
        authenticator.runtime.spawn(watch::watch(watched, config.health_timer(), config.recovery_timer()));
        Ok(authenticator)
    }

    /// Whether [`Authenticator::new`] could read what its configuration names. Asks nobody.
    ///
    /// # Errors
    /// With the file that cannot be used.
    pub fn check(config: &AuthConfig) -> Result<(), AuthSetupError> {
        Client::new(config).map(drop)
    }

    /// What can be said of a token without asking; `None` if it takes a question. Never waits.
    pub fn known(&self, token: &Token) -> Option<Result<Arc<Identity>, AuthFailure>> {
        let now = self.clock.now();
        let about = self.cache.fingerprint(token);
        let recalled = self.cache.recall(&about, now);
        match recalled {
            Recalled::Good(identity) => {
                self.meters.hit.inc();
                Some(Ok(identity))
            }
            Recalled::Refused => Some(self.conclude(Outcome::Refused, None)),
            Recalled::Stale(_) | Recalled::Nothing => {
                let is_shut =
                    matches!(self.breaker.outlook(now), Outlook::Shut(_)) || self.cache.is_paused(&about, now);
                is_shut.then(|| self.conclude(Outcome::Unanswered, recalled.stale()))
            }
        }
    }

    /// Whose a token is, by a question to the service if need be.
    ///
    /// May be dropped at any time: the question goes on for the others who wait for it, and for memory.
    ///
    /// # Errors
    /// [`AuthFailure::Refused`] only if the service said so, [`AuthFailure::Unavailable`] if it said nothing.
    pub async fn identify(self: &Arc<Self>, token: &Token) -> Result<Arc<Identity>, AuthFailure> {
        if let Some(known) = self.known(token) {
            return known;
        }
        let about = self.cache.fingerprint(token);
        let stale = self.cache.recall(&about, self.clock.now()).stale();
        let is_doubtful = self.breaker.outlook(self.clock.now()) != Outlook::Calm;
        let which = if stale.is_some() { Which::Known } else { Which::Newcomers };
        let wait = match self.questions.join(about, which, || self.settled(&about)) {
            Err(outcome) => return self.conclude(outcome, stale),
            Ok(Joined::Full) => return self.conclude(Outcome::Unanswered, stale),
            Ok(Joined::Wait(wait)) => wait,
            Ok(Joined::Ask(question, wait)) => {
                self.runtime.spawn(Arc::clone(self).settle(question, token.clone()));
                wait
            }
        };
        if is_doubtful && stale.is_some() {
            // The question goes on, and memory has its answer for the next request.
            return self.conclude(Outcome::Unanswered, stale);
        }
        let outcome = self.questions.wait(wait).await;
        self.conclude(outcome, stale)
    }

    fn settled(&self, about: &Fingerprint) -> Option<Outcome> {
        let now = self.clock.now();
        match self.cache.recall(about, now) {
            Recalled::Good(identity) => Some(Outcome::Good(identity)),
            Recalled::Refused => Some(Outcome::Refused),
            Recalled::Stale(_) | Recalled::Nothing if self.cache.is_paused(about, now) => Some(Outcome::Unanswered),
            Recalled::Stale(_) | Recalled::Nothing => None,
        }
    }

    /// Asks in its turn, remembers the answer, and tells those who wait.
    async fn settle(self: Arc<Self>, question: Question, token: Token) {
        let outcome = match timeout(self.client.timeout(), question.turn()).await {
            Ok(Some(_turn)) => self.ask(&token, question.about).await,
            Ok(None) | Err(_) => Outcome::Unanswered,
        };
        question.close(outcome);
    }

    async fn ask(&self, token: &Token, about: Fingerprint) -> Outcome {
        let asked = self.clock.now();
        let Some(admission) = self.breaker.admit(asked) else { return Outcome::Unanswered };
        let answer = self.client.ask(token, &self.clock).await;
        let now = self.clock.now();
        self.meters.round_trip(now.saturating_duration_since(asked), now);
        match answer {
            Answer::Good(identity) => {
                self.note(admission.answered(now), None);
                let identity = Arc::new(identity);
                self.cache.remember_good(about, Arc::clone(&identity), asked);
                Outcome::Good(identity)
            }
            Answer::Refused => {
                self.note(admission.answered(now), None);
                self.cache.remember_refused(about, asked);
                Outcome::Refused
            }
            Answer::Unusable(failure) => {
                tracing::debug!(target: LOG_TARGET, reason = %failure, "the answer about a token cannot be used; it is refused");
                self.note_failure(admission, about, &failure, now);
                self.cache.remember_refused(about, asked);
                Outcome::Refused
            }
            Answer::Failed(failure) => {
                self.note_failure(admission, about, &failure, now);
                self.cache.remember_failed(about, now);
                Outcome::Unanswered
            }
        }
    }

    fn note_failure(&self, admission: Admission<'_>, about: Fingerprint, failure: &Failure, now: Instant) {
        if failure.is_of_the_request() {
            return;
        }
        let change =
            if failure.may_be_of_one_token() { admission.failed_about(about, now) } else { admission.failed(now) };
        self.note(change, Some(failure));
    }

    /// The reply to one request, counted.
    fn conclude(&self, outcome: Outcome, stale: Option<Arc<Identity>>) -> Result<Arc<Identity>, AuthFailure> {
        match (outcome, stale) {
            (Outcome::Good(identity), _) => {
                self.meters.good.inc();
                Ok(identity)
            }
            (Outcome::Refused, _) => {
                self.meters.refused.inc();
                Err(AuthFailure::Refused)
            }
            (Outcome::Unanswered, Some(identity)) => {
                self.meters.stale.inc();
                Ok(identity)
            }
            (Outcome::Unanswered, None) => {
                self.meters.unavailable.inc();
                let retry_after = match self.breaker.outlook(self.clock.now()) {
                    Outlook::Shut(wait) => wait.max(RETRY_AFTER),
                    Outlook::Calm | Outlook::Doubtful => RETRY_AFTER,
                };
                Err(AuthFailure::Unavailable { retry_after })
            }
        }
    }

    /// One log line when the service goes down, one when it comes back; the gauges always.
    fn note(&self, change: Option<Change>, failure: Option<&Failure>) {
        self.meters.service_is(self.breaker.is_up(), self.breaker.gauge());
        if failure.is_some_and(Failure::is_of_the_connection) {
            self.client.connections().forget();
        }
        match change {
            Some(Change::WentDown) => {
                let reason = failure.map(ToString::to_string);
                tracing::warn!(
                    target: LOG_TARGET,
                    service = "gws-auth",
                    reason,
                    "authentication service is down; known identities hold for a while"
                );
            }
            Some(Change::CameBack { after }) => {
                let down_seconds = after.as_secs();
                tracing::info!(target: LOG_TARGET, service = "gws-auth", down_seconds, "authentication service is back");
            }
            None => {}
        }
    }
}

impl Watched for Authenticator {
    fn is_troubled(&self) -> bool {
        self.breaker.is_troubled()
    }

    fn forget_expired(&self) {
        let now = self.clock.now();
        self.cache.forget_expired(now);
        self.client.connections().forget_idle(now);
    }

    async fn check_health(&self) {
        let now = || self.clock.now();
        match self.client.ping(&self.clock).await {
            Ping::Up => self.note(self.breaker.ping_answered(now()), None),
            Ping::Failed(failure) => self.note(self.breaker.ping_failed(now()), Some(&failure)),
            Ping::Unknown => {}
        }
    }

    fn refresh_figures(&self) {
        self.meters.refresh(self.cache.len(), self.breaker.gauge(), self.clock.now());
    }
}
