//! Whose a token is: asked of Genesys Authentication, remembered for a while, and never guessed.
//!
//! A token that cannot be checked is neither good nor bad: the request is told to come back. Only an identity that was
//! confirmed within the last minutes holds without a question, and only while the service is down.

mod breaker;
mod cache;
mod client;
mod clock;
mod config;
mod connector;
mod identity;
mod meters;
mod metrics;
mod questions;
pub mod stand_in;
#[cfg(test)]
mod tests;
pub mod token;
mod userinfo;
mod watch;

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::{runtime::Handle, time::timeout};

pub use self::{
    config::{AuthConfig, Secret},
    identity::{AuthFailure, Identity, MAX_TENANT_BYTES, MAX_USER_BYTES},
    metrics::AuthMetrics,
    token::Token,
};
use self::{
    breaker::{Breaker, Change, Outlook},
    cache::{Cache, Fingerprint, Recalled},
    client::{Answer, Client, Failure},
    clock::Clock,
    meters::Meters,
    questions::{Joined, Outcome, Question, Questions, Which},
};

/// What a caller is told to wait when nothing better is known.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// The target of log lines. Operators name it in `log.level`, so it does not follow the name of this crate.
const LOG_TARGET: &str = "sluice::auth";

/// Why authentication cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum AuthSetupError {
    /// Each names its key.
    #[error("{}", .0.join("; "))]
    Configuration(Vec<String>),
    /// `auth.ca_file` cannot be used.
    #[error("reading the authorities in {}: {reason}; give a PEM file of CA certificates as auth.ca_file", .path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The system has no trusted authorities.
    #[error("loading the system's certificate authorities: {0}; install them, or set auth.ca_file")]
    SystemAuthorities(std::io::Error),
    /// The TLS library cannot be set up.
    #[error("setting up TLS: {0}")]
    Tls(rustls::Error),
    /// The system gives no random key.
    #[error("getting a random key from the system: {0}")]
    Random(getrandom::Error),
    /// Called outside of a Tokio runtime.
    #[error("starting authentication: no runtime: {0}")]
    Runtime(tokio::runtime::TryCurrentError),
}

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
        let recalled = self.cache.recall(&self.cache.fingerprint(token), now);
        match recalled {
            Recalled::Good(identity) => {
                self.meters.hit.inc();
                Some(Ok(identity))
            }
            Recalled::Refused => Some(self.conclude(Outcome::Refused, None)),
            Recalled::Stale(_) | Recalled::Nothing => {
                let is_shut = matches!(self.breaker.outlook(now), Outlook::Shut(_));
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
        match self.cache.recall(about, self.clock.now()) {
            Recalled::Good(identity) => Some(Outcome::Good(identity)),
            Recalled::Refused => Some(Outcome::Refused),
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
        let answer = self.client.ask(token).await;
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
            Answer::Failed(failure) if failure.is_of_the_request() => Outcome::Unanswered,
            Answer::Failed(failure) => {
                self.note(admission.failed(now), Some(&failure));
                Outcome::Unanswered
            }
        }
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
            self.client.forget_connections();
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
