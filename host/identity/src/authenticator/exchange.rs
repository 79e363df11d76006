//! One request about a token. Its answer is used if it comes in time. It is measured also if it comes later, so that an
//! operator sees how slow the service is and not only that it is slow.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{task::JoinHandle, time::timeout};

use super::setup::Authenticator;
use crate::{
    client::{LookupResponse, request_failure::RequestFailure},
    token::Token,
};

/// How long a late answer is waited for.
const LATE: Duration = Duration::from_secs(60);

impl Authenticator {
    /// Sends the request and waits for the answer until the timeout.
    pub(super) async fn exchange(self: &Arc<Self>, token: &Token, started: Instant) -> LookupResponse {
        let (this, token) = (Arc::clone(self), token.clone());
        let mut exchange = tokio::spawn(async move {
            let response = this.client.look_up_token(&token, &this.clock).await;
            this.record_duration(started);
            response
        });
        let allowed = self.client.timeout();
        match timeout(allowed, &mut exchange).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => LookupResponse::Failed(RequestFailure::Http(panic.to_string())),
            Err(_) => {
                self.measure_late_answer(exchange, started);
                LookupResponse::Failed(RequestFailure::Timeout(allowed))
            }
        }
    }

    fn measure_late_answer(self: &Arc<Self>, mut exchange: JoinHandle<LookupResponse>, started: Instant) {
        let Some(permit) = self.late_answers.try_acquire() else {
            exchange.abort();
            return self.record_duration(started);
        };
        let this = Arc::clone(self);
        tokio::spawn(async move {
            if timeout(LATE, &mut exchange).await.is_err() {
                exchange.abort();
                this.record_duration(started);
            }
            drop(permit);
        });
    }

    fn record_duration(&self, started: Instant) {
        let now = self.clock.now();
        self.metrics.record_request(now.saturating_duration_since(started), now);
    }
}
