//! The order to end, from a signal or from a part that cannot go on, and how connections leave when it has come.

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

/// Tells connections to leave, and waits for them.
pub(in crate::server) struct Leave(watch::Sender<bool>);

/// Of one connection, as long as that is open.
pub(in crate::server) struct Watcher(watch::Receiver<bool>);

impl Leave {
    pub(in crate::server) fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    pub(in crate::server) fn watcher(&self) -> Watcher {
        Watcher(self.0.subscribe())
    }

    /// Returns when every connection has ended.
    pub(in crate::server) async fn leave(self) {
        self.0.send_replace(true);
        self.0.closed().await;
    }
}

impl Watcher {
    /// Returns when the connection should end after the requests that it has.
    pub(in crate::server) async fn is_told_to_leave(&mut self) {
        // Nobody tells it any more where the sender is gone.
        if self.0.wait_for(|leave| *leave).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
