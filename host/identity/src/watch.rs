//! Looks after the service while nobody asks: its health, and the figures that change with time alone.

use std::{sync::Weak, time::Duration};

use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{Authenticator, client::Ping};

/// Asks for the service's health every `calm`, and every `troubled` while something is wrong. Ends with the authenticator.
pub(super) async fn watch(authenticator: Weak<Authenticator>, calm: Duration, troubled: Duration) {
    let mut ticks = interval(troubled);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut asked = None::<Instant>;
    loop {
        ticks.tick().await;
        let Some(authenticator) = authenticator.upgrade() else { return };
        let is_due = asked.is_none_or(|at| at.elapsed() >= calm);
        if is_due {
            authenticator.cache.forget_expired(authenticator.clock.now());
        }
        if is_due || authenticator.breaker.is_troubled() {
            asked = Some(Instant::now());
            authenticator.check_health().await;
        }
        authenticator.refresh_figures();
    }
}

impl Authenticator {
    /// Asks the service how it is.
    pub(super) async fn check_health(&self) {
        let now = || self.clock.now();
        match self.client.ping().await {
            Ping::Well => self.note(self.breaker.ping_answered(now()), None),
            Ping::Failed(failure) => self.note(self.breaker.ping_failed(now()), Some(&failure)),
            Ping::Unknown => {}
        }
    }

    fn refresh_figures(&self) {
        self.meters.refresh(self.cache.len(), self.breaker.gauge(), self.clock.now());
    }
}
