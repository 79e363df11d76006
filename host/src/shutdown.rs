//! The order to end, from a signal or from a part that cannot go on.

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
    /// A shutdown that SIGTERM and SIGINT ask for.
    ///
    /// # Errors
    /// When the handlers cannot be set.
    pub fn on_signals() -> std::io::Result<Self> {
        let shutdown = Self::default();
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let asked = shutdown.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            asked.request();
        });
        Ok(shutdown)
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
