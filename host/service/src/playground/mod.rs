//! The playground of `sluice dev`: a page on which events go through the chains of the configuration step by step, with other
//! settings too, and through two versions of a filter side by side. `sluice serve` never serves it. It listens on an address
//! of its own, that of this machine unless it is told otherwise, and answers nobody but its own page ([`own_site`]).

mod catalog;
mod own_site;
pub mod recent_batches;
mod refusal;
mod requests;
mod routes;
mod runner;
mod summary;
mod view;

use crate::{
    admin::connections::{self, Limits},
    reload::Sources,
    service::Service,
};
use recent_batches::RecentBatches;
use routes::Playground;
use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

/// A few pages of one person. Compiling a filter may take minutes, in which a page says nothing.
const LIMITS: Limits = Limits { connections: 32, silence: Duration::from_secs(660) };

/// What the playground needs to know.
pub struct Settings {
    /// Where the configuration comes from.
    pub sources: Sources,
    /// Components that can be compared, beside those of the configuration.
    pub components: Vec<PathBuf>,
    /// Where compiled filters are kept.
    pub store: PathBuf,
    /// Where the metrics are.
    pub metrics: SocketAddr,
}

/// Serves until the process ends, and keeps the service's last batches from now on.
///
/// # Errors
/// When the thread cannot be started.
pub fn start(listener: TcpListener, settings: Settings, service: &Arc<Service>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let Settings { sources, components, store, metrics } = settings;
    let recent = Arc::new(RecentBatches::default());
    let playground = Arc::new(Playground {
        sources,
        components,
        recent: Arc::clone(&recent),
        listening: listener.local_addr()?.ip(),
        metrics,
        service: Arc::clone(service),
        store,
        runner: Arc::default(),
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new()
        .name("playground".to_owned())
        .spawn(move || runtime.block_on(serve(listener, playground)))?;
    // A second playground of a process would have the first one's batches.
    let _ = service.recent_batches.set(recent);
    Ok(())
}

async fn serve(listener: TcpListener, playground: Arc<Playground>) {
    connections::serve("playground", listener, LIMITS, move |request| {
        let playground = Arc::clone(&playground);
        async move { playground.answer(request).await }
    })
    .await;
}
