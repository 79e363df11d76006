//! The whole of authentication against the stand-in, over real sockets. Time is moved on by hand.

mod answers;
mod late;
mod memory;
mod one_token;
mod outage;
mod secrecy;
mod single_flight;
mod storm;
mod tls;

use std::{sync::Arc, time::Duration};

use sluice_metrics::Registry;
use tokio::net::TcpListener;

use super::*;
use crate::stand_in::{Account, StandIn};

/// An authenticator and the service that it asks.
struct Scene {
    service: StandIn,
    auth: Arc<Authenticator>,
    metrics: AuthMetrics,
    registry: Registry,
}

/// No health questions unless a test wants them, and no timeout that a busy machine could run into.
fn config() -> AuthConfig {
    AuthConfig { ping_path: String::new(), timeout_ms: 60_000, connect_timeout_ms: 60_000, ..AuthConfig::default() }
}

async fn scene() -> Scene {
    scene_with(config()).await
}

async fn scene_with(config: AuthConfig) -> Scene {
    let service = StandIn::start(TcpListener::bind("127.0.0.1:0").await.unwrap()).unwrap();
    let registry = Registry::default();
    let metrics = AuthMetrics::new(&registry).unwrap();
    let config = AuthConfig { url: service.url(), ..config };
    Scene { auth: Authenticator::new(&config, metrics.clone()).unwrap(), service, metrics, registry }
}

impl Scene {
    async fn identify(&self, token: &str) -> Result<Arc<Identity>, AuthFailure> {
        self.auth.identify(&of(token)).await
    }

    fn known(&self, token: &str) -> Option<Result<Arc<Identity>, AuthFailure>> {
        self.auth.known(&of(token))
    }

    fn in_background(&self, token: &str) -> tokio::task::JoinHandle<Result<Arc<Identity>, AuthFailure>> {
        let (auth, token) = (Arc::clone(&self.auth), of(token));
        tokio::spawn(async move { auth.identify(&token).await })
    }

    fn pass(&self, seconds: u64) {
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

fn of(token: &str) -> Token {
    Token::from_text(token).unwrap()
}

fn identity_of(account: &Account) -> Arc<Identity> {
    Arc::new(Identity::from_names(account.tenant, account.user).unwrap())
}

fn is_unavailable(answer: &Result<Arc<Identity>, AuthFailure>) -> bool {
    matches!(answer, Err(AuthFailure::Unavailable { retry_after }) if *retry_after >= RETRY_AFTER)
}

/// Lets everything else run until something is so.
async fn until(mut is_so: impl FnMut() -> bool) {
    while !is_so() {
        tokio::task::yield_now().await;
    }
}
