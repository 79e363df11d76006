//! Port 9107: `/metrics`, `/filters`, `/map`, `/live`, `/ready`, on a thread and runtime of their own, so that they answer under any load.
//! What takes long to render is rendered on another thread.

pub(crate) mod connections;
mod encoding;
mod exposition;
mod filters;
mod filters_page;
mod map;
mod pages;
mod shared_page;
#[cfg(test)]
mod tests;

use crate::{server::shutdown::Shutdown, service::Service};
use connections::Limits;
use pages::Pages;
use std::{net::TcpListener, sync::Arc, time::Duration};

/// Connections at once: for a few scrapers, kubelets and people.
pub const MAX_CONNECTIONS: usize = 128;
/// As long as Prometheus waits for a scrape unless it is told otherwise.
const LIMITS: Limits = Limits { connections: MAX_CONNECTIONS, silence: Duration::from_secs(10) };

/// Serves until shutdown.
///
/// # Errors
/// When the thread cannot be started.
pub fn start(listener: TcpListener, service: Arc<Service>, shutdown: Shutdown) -> std::io::Result<()> {
    start_within(LIMITS, listener, service, shutdown)
}

fn start_within(
    limits: Limits,
    listener: TcpListener,
    service: Arc<Service>,
    shutdown: Shutdown,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("admin".to_owned()).spawn(move || {
        runtime.block_on(async move {
            tokio::select! {
                () = serve(limits, listener, service) => {}
                () = shutdown.requested() => {}
            }
        });
        // A page that is being rendered is not waited for.
        runtime.shutdown_background();
    })?;
    Ok(())
}

async fn serve(limits: Limits, listener: TcpListener, service: Arc<Service>) {
    let pages = Arc::new(Pages::of(service));
    connections::serve("metrics", listener, limits, move |request| {
        let pages = Arc::clone(&pages);
        async move { pages.answer(&request).await }
    })
    .await;
}
