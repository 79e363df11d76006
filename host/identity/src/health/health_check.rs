//! The background task that checks the service's health, evicts expired entries and updates gauges.

use std::{sync::Weak, time::Duration};

use tokio::time::{Instant, MissedTickBehavior, interval};

/// What the background task works on.
pub(crate) trait HealthCheckTarget: Send + Sync + 'static {
    /// Whether a request failed and none has succeeded since.
    fn is_unhealthy(&self) -> bool;
    /// Sends a health check to the service.
    fn check_health(&self) -> impl Future<Output = ()> + Send;
    /// Frees the memory of expired entries and connections.
    fn evict_expired(&self);
    /// Updates the gauges that change without a request.
    fn update_gauges(&self);
}

/// Checks the health every `check_interval`, and every `recovery_interval` while the service is unhealthy. Ends when the
/// target is dropped.
pub(crate) async fn run_health_checks(
    target: Weak<impl HealthCheckTarget>,
    check_interval: Duration,
    recovery_interval: Duration,
) {
    let mut ticks = interval(recovery_interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut last_check = None::<Instant>;
    loop {
        ticks.tick().await;
        let Some(target) = target.upgrade() else { return };
        let is_due = last_check.is_none_or(|at| at.elapsed() >= check_interval);
        if is_due {
            target.evict_expired();
        }
        if is_due || target.is_unhealthy() {
            last_check = Some(Instant::now());
            target.check_health().await;
        }
        target.update_gauges();
    }
}
