//! Looks after the service while nobody asks: its health, and the figures that change with time alone.

use std::{sync::Weak, time::Duration};

use tokio::time::{Instant, MissedTickBehavior, interval};

/// What is looked after.
pub(super) trait Watched: Send + Sync + 'static {
    /// Whether something failed, and nothing was answered since.
    fn is_troubled(&self) -> bool;
    /// Frees what is remembered and does not hold any more.
    fn forget_expired(&self);
    /// Asks the service how it is.
    fn check_health(&self) -> impl Future<Output = ()> + Send;
    /// Brings the figures up to date that change with time alone.
    fn refresh_figures(&self);
}

/// Asks for the service's health every `calm`, and every `troubled` while something is wrong. Ends with what is watched.
pub(super) async fn watch(watched: Weak<impl Watched>, calm: Duration, troubled: Duration) {
    let mut ticks = interval(troubled);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut asked = None::<Instant>;
    loop {
        ticks.tick().await;
        let Some(watched) = watched.upgrade() else { return };
        let is_due = asked.is_none_or(|at| at.elapsed() >= calm);
        if is_due {
            watched.forget_expired();
        }
        if is_due || watched.is_troubled() {
            asked = Some(Instant::now());
            watched.check_health().await;
        }
        watched.refresh_figures();
    }
}
