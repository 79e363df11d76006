//! The authenticator against the stand-in, over real sockets. The tests advance the clock by hand.

mod caching;
mod duplicate_responses;
mod failing_token;
mod outage;
mod random_failures;
mod responses;
mod secrecy;
mod single_flight;
mod tls;

use std::{sync::Arc, time::Duration};

use sluice_metrics::Registry;
use tokio::net::TcpListener;

use super::{Authenticator, identify::MIN_RETRY_AFTER};
use crate::{
    AuthConfig, AuthFailure, AuthMetrics, AuthSetupError, Identity, Token,
    health::health_check::HealthCheckTarget,
    stand_in::{Account, StandIn},
};

/// An authenticator and its authentication service.
struct Setup {
    service: StandIn,
    auth: Arc<Authenticator>,
    metrics: AuthMetrics,
    registry: Registry,
}

/// Without health checks, and with timeouts that a busy machine does not reach.
fn config() -> AuthConfig {
    AuthConfig { ping_path: String::new(), timeout_ms: 60_000, connect_timeout_ms: 60_000, ..AuthConfig::default() }
}

async fn start() -> Setup {
    start_with(config()).await
}

async fn start_with(config: AuthConfig) -> Setup {
    let service = StandIn::start(TcpListener::bind("127.0.0.1:0").await.unwrap()).unwrap();
    let registry = Registry::default();
    let metrics = AuthMetrics::new(&registry).unwrap();
    let config = AuthConfig { url: service.url(), ..config };
    Setup { auth: Authenticator::new(&config, metrics.clone()).unwrap(), service, metrics, registry }
}

impl Setup {
    async fn identify(&self, token: &str) -> Result<Arc<Identity>, AuthFailure> {
        self.auth.identify(&parse_token(token)).await
    }

    fn try_identify(&self, token: &str) -> Option<Result<Arc<Identity>, AuthFailure>> {
        self.auth.try_identify(&parse_token(token))
    }

    fn spawn_identify(&self, token: &str) -> tokio::task::JoinHandle<Result<Arc<Identity>, AuthFailure>> {
        let (auth, token) = (Arc::clone(&self.auth), parse_token(token));
        tokio::spawn(async move { auth.identify(&token).await })
    }

    fn advance(&self, seconds: u64) {
        self.auth.clock.advance(Duration::from_secs(seconds));
    }

    fn checks(&self, result: &str) -> u64 {
        self.metrics.checks.with_label_values(&[result]).get()
    }

    fn dependency_status(&self) -> i64 {
        self.metrics.dependency_status.with_label_values(&["gws-auth"]).get()
    }
}

fn unregistered_metrics() -> AuthMetrics {
    AuthMetrics::new(&Registry::default()).unwrap()
}

fn parse_token(text: &str) -> Token {
    Token::from_text(text).unwrap()
}

fn identity_of(account: &Account) -> Arc<Identity> {
    Arc::new(Identity::from_names(account.tenant, account.user).unwrap())
}

fn is_unavailable(result: &Result<Arc<Identity>, AuthFailure>) -> bool {
    matches!(result, Err(AuthFailure::Unavailable { retry_after }) if *retry_after >= MIN_RETRY_AFTER)
}

/// Lets other tasks run until the condition holds.
async fn wait_until(mut condition: impl FnMut() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}
