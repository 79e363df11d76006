//! The health of the authentication service: health checks, gauges and log lines.

use super::setup::Authenticator;
use crate::{
    client::{HealthCheckResponse, request_failure::RequestFailure},
    health::{breaker::Transition, health_check::HealthCheckTarget},
    log_target::LOG_TARGET,
};

impl Authenticator {
    /// Updates the gauges, and logs a line when the service went down or recovered. A failure that its connection may have
    /// caused closes all idle connections.
    pub(super) fn report_health(&self, transition: Option<Transition>, failure: Option<&RequestFailure>) {
        self.metrics.set_service_health(self.breaker.is_service_up(), self.breaker.gauge_value());
        if failure.is_some_and(RequestFailure::may_be_caused_by_connection) {
            self.client.connection_pool().discard_all();
        }
        match transition {
            Some(Transition::WentDown) => {
                let reason = failure.map(ToString::to_string);
                tracing::warn!(
                    target: LOG_TARGET,
                    service = "gws-auth",
                    reason,
                    "authentication service is down; known identities hold for a while"
                );
            }
            Some(Transition::Recovered { downtime }) => {
                let down_seconds = downtime.as_secs();
                tracing::info!(target: LOG_TARGET, service = "gws-auth", down_seconds, "authentication service is back");
            }
            None => {}
        }
    }
}

impl HealthCheckTarget for Authenticator {
    fn is_unhealthy(&self) -> bool {
        self.breaker.is_service_unhealthy()
    }

    async fn check_health(&self) {
        let now = || self.clock.now();
        match self.client.check_health(&self.clock).await {
            HealthCheckResponse::Healthy => self.report_health(self.breaker.record_health_check_success(now()), None),
            HealthCheckResponse::Failed(failure) => {
                self.report_health(self.breaker.record_health_check_failure(now()), Some(&failure));
            }
            HealthCheckResponse::Disabled => {}
        }
    }

    fn evict_expired(&self) {
        let now = self.clock.now();
        self.cache.evict_expired(now);
        self.client.connection_pool().close_expired(now);
    }

    fn update_gauges(&self) {
        self.metrics.update_gauges(self.cache.len(), self.breaker.gauge_value(), self.clock.now());
    }
}
