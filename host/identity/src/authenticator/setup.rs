//! What an authenticator is made of, and how it starts.

use std::sync::Arc;

use tokio::runtime::Handle;

use super::late_answers::LateAnswers;
use crate::{
    cache::TokenCache,
    client::Client,
    clock::Clock,
    config::AuthConfig,
    health::{breaker::CircuitBreaker, health_check::run_health_checks},
    metrics::{AuthMetrics, recorder::MetricsRecorder},
    setup_error::AuthSetupError,
    single_flight::InFlightLookups,
};

/// Identifies tokens and caches the answers.
pub struct Authenticator {
    pub(super) cache: TokenCache,
    pub(super) lookups: Arc<InFlightLookups>,
    pub(super) breaker: CircuitBreaker,
    pub(super) client: Client,
    pub(super) metrics: MetricsRecorder,
    pub(super) clock: Clock,
    pub(super) late_answers: LateAnswers,
    pub(super) runtime: Handle,
}

impl Authenticator {
    /// Creates an authenticator and starts its health checks on the current Tokio runtime.
    ///
    /// No token is looked up yet, so the service may be down. The runtime needs I/O and time. All lookups run on it,
    /// whichever runtime awaits them.
    ///
    /// # Errors
    /// See [`AuthSetupError`].
    pub fn new(config: &AuthConfig, metrics: AuthMetrics) -> Result<Arc<Self>, AuthSetupError> {
        let problems = config.problems();
        if !problems.is_empty() {
            return Err(AuthSetupError::Configuration(problems));
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(AuthSetupError::Random)?;
        let authenticator = Arc::new(Self {
            cache: TokenCache::new(config, key),
            lookups: InFlightLookups::new(config),
            breaker: CircuitBreaker::new(config),
            client: Client::new(config)?,
            metrics: MetricsRecorder::new(metrics),
            clock: Clock::default(),
            late_answers: LateAnswers::default(),
            runtime: Handle::try_current().map_err(AuthSetupError::Runtime)?,
        });
        let target = Arc::downgrade(&authenticator);
        let health_checks = run_health_checks(target, config.health_check_interval(), config.recovery_check_interval());
        authenticator.runtime.spawn(health_checks);
        Ok(authenticator)
    }

    /// Checks that [`Authenticator::new`] could load the files that the configuration names. Sends no request.
    ///
    /// # Errors
    /// See [`AuthSetupError`].
    pub fn check_config(config: &AuthConfig) -> Result<(), AuthSetupError> {
        Client::new(config).map(drop)
    }
}
