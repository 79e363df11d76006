//! The order to end, from a signal or from a part that cannot go on.

use std::{thread, time::Duration};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// A shutdown that anybody can wait for or ask for.
#[derive(Clone)]
pub struct Shutdown(watch::Sender<bool>);

impl Default for Shutdown {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Shutdown {
    /// A shutdown that SIGTERM and SIGINT ask for, and one that is asked for when the first has lasted for `limit`. On a
    /// thread and runtime of their own: those that serve may be held up by what they run.
    ///
    /// # Errors
    /// When the handlers cannot be set, or the thread cannot be started.
    pub fn on_signals(limit: Duration) -> std::io::Result<(Self, Self)> {
        let (shutdown, overdue) = (Self::default(), Self::default());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let within = runtime.enter();
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        drop(within);
        let (asked, late) = (shutdown.clone(), overdue.clone());
        let follow = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            asked.request();
            tokio::time::sleep(limit).await;
            late.request();
        };
        thread::Builder::new().name("signals".to_owned()).spawn(move || runtime.block_on(follow))?;
        Ok((shutdown, overdue))
    }

    /// Asks for it.
    pub fn request(&self) {
        self.0.send_replace(true);
    }

    /// Returns once it was asked for.
    pub async fn requested(&self) {
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}
