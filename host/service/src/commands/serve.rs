//! `sluice serve`: the service.

use super::addresses::Addresses;
use super::engine::engine;
use super::exit::Exit;
use super::listeners::Listeners;
use super::open_files::OpenFiles;
use super::terminal::say;
use crate::components::Components;
use crate::config::Config;
use crate::config::checks::mistakes;
use crate::data_map::save_regularly;
use crate::metrics::Metrics;
use crate::reload::{self, Cause, Reload, Sources, Watch};
use crate::server::shutdown::Shutdown;
use crate::server::{self, Tls};
use crate::service::Service;
use crate::{admin, log};
use listenfd::ListenFd;
use sluice_event::PseudonymKey;
use sluice_identity::Authenticator;
use sluice_output::Stdout;
use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    runtime::Handle,
    signal::unix::{SignalKind, signal},
};

/// The command line of `serve`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration, TOML; `deploy/sluice.toml` explains every key
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    #[command(flatten)]
    addresses: Addresses,
}

/// Serves until SIGTERM or SIGINT.
#[must_use]
pub fn run(arguments: Arguments) -> Exit {
    // Before there are other threads: it removes the variables.
    let handed_over = ListenFd::from_env();
    let sources = Sources { file: arguments.config, variables: std::env::vars().collect() };
    let mut config = match Config::load(&sources.file, sources.variables.iter().cloned()) {
        Ok(config) => config,
        Err(error) => {
            say(error);
            return Exit::Usage;
        }
    };
    arguments.addresses.apply(&mut config);
    serve(config, sources, handed_over, |_, _| Ok(()))
}

/// Serves a configuration; `ready` is called with the addresses once both ports are open.
pub(super) fn serve(
    config: Config,
    sources: Sources,
    handed_over: ListenFd,
    ready: impl FnOnce(&Listening, &Arc<Service>) -> std::io::Result<()>,
) -> Exit {
    let _log = match log::start(&config.log.directives()) {
        Ok(guard) => guard,
        Err(mistake) => {
            say(mistake);
            return Exit::Usage;
        }
    };
    for (name, why) in &config.variables.without_effect {
        tracing::info!(target: log::CONFIGURATION, name, why, "this variable of the original service has no effect here");
    }
    for name in &config.variables.unknown {
        tracing::warn!(target: log::CONFIGURATION, name, "this variable is not known and has no effect; is its name misspelt?");
    }
    for warning in config.warnings() {
        tracing::warn!(target: log::CONFIGURATION, warning, "the configuration may not be what is meant");
    }
    if let Some(plan) = config.memory_plan() {
        tracing::info!("memory: {plan}");
    }
    match start(config, sources, handed_over, ready) {
        Ok(exit) => exit,
        Err(StartError::Chains(reload::StartError::Filters(errors))) => {
            let exit = Exit::of_filters(&errors);
            for error in mistakes::listed(errors) {
                tracing::error!(error, "not starting: a filter was refused");
            }
            exit
        }
        Err(StartError::Chains(error)) => {
            tracing::error!(%error, "not starting");
            Exit::Failed
        }
        Err(StartError::Outside(doing, error)) => {
            tracing::error!(error = %format!("{error:#}"), "not starting: {doing}");
            Exit::Failed
        }
    }
}

/// Where the service listens.
pub(super) struct Listening {
    /// For browsers.
    pub(super) events: SocketAddr,
    /// For Prometheus.
    pub(super) metrics: SocketAddr,
}

enum StartError {
    Chains(reload::StartError),
    Outside(String, Box<dyn std::error::Error + Send + Sync>),
}

fn outside<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
    doing: impl Into<String>,
) -> impl FnOnce(E) -> StartError {
    let doing = doing.into();
    move |error| StartError::Outside(doing, error.into())
}

/// Everything that can fail does so before a port is open.
fn start(
    mut config: Config,
    sources: Sources,
    handed_over: ListenFd,
    ready: impl FnOnce(&Listening, &Arc<Service>) -> std::io::Result<()>,
) -> Result<Exit, StartError> {
    let metrics = Arc::new(Metrics::new().map_err(outside("registering metrics"))?);
    let engine = engine(&config, &metrics).map_err(outside("setting up the sandbox"))?;
    let watchdog = engine.watchdog();
    let drawn = PseudonymKey::drawn().map_err(outside("drawing a key for pseudonyms"))?;
    let components = Components::pulling(&config).map_err(outside("starting the thread that pulls"))?;
    components.count_pulls(metrics.pulls.clone());
    let reload = Reload::start(sources, config.clone(), components, engine, Arc::clone(&metrics), drawn);
    let reload = reload.map_err(StartError::Chains)?;
    OpenFiles::claim(&mut config).map_err(outside("claiming open files"))?;
    let tls = config.server.tls.as_ref().map(Tls::load).transpose().map_err(outside("setting up TLS"))?;
    let stdout =
        Stdout::of_process(config.stdout.clone(), metrics.stdout.clone()).map_err(outside("opening stdout"))?;
    let runtime = runtime(&config)?;
    let ended = runtime.block_on(async move {
        let auth =
            Authenticator::new(&config.auth, metrics.auth.clone()).map_err(outside("setting up authentication"))?;
        let chains = (reload.tenants(), reload.status());
        let service =
            Service::new(config, metrics, auth, chains, watchdog, stdout).map_err(outside("setting up the service"))?;
        let service = Arc::new(service);
        let data_map = Arc::clone(&service.data_map);
        data_map.load().map_err(outside("setting up the data map"))?;
        save_regularly(Arc::clone(&data_map));
        let limit = Duration::from_millis(service.config.server.drain_timeout_ms);
        let (shutdown, overdue) = Shutdown::on_signals(limit).map_err(outside("handling signals"))?;
        follow(reload).map_err(outside("following changes of the configuration"))?;
        let listeners = Listeners::open(handed_over, &service.config)
            .map_err(|(doing, error)| StartError::Outside(doing, error.into()))?;
        let listener = TcpListener::from_std(listeners.events).map_err(outside("opening a port"))?;
        let listening = Listening {
            events: listener.local_addr().map_err(outside("reading the address"))?,
            metrics: listeners.metrics.local_addr().map_err(outside("reading the address"))?,
        };
        let delay = Arc::clone(&service.metrics.runtime.delay);
        delay.measure(Handle::current()).map_err(outside("starting a thread"))?;
        let ended = Shutdown::default();
        admin::start(listeners.metrics, Arc::clone(&service), ended.clone())
            .map_err(outside("starting the metrics thread"))?;
        tracing::info!(events = %listening.events, metrics = %listening.metrics, tls = tls.is_some(), "serving");
        ready(&listening, &service).map_err(outside("starting what `dev` serves beside it"))?;
        let exit = until_ended(listener, service, tls, shutdown, overdue).await;
        ended.request();
        if let Err(error) = data_map.save() {
            tracing::error!(%error, "what was found of late is not in the data map");
        }
        tracing::info!(exit = exit as u8, "ended");
        Ok(exit)
    });
    // A filter that still runs ends with the process.
    runtime.shutdown_background();
    ended
}

/// Chains are reloaded when their files change, and on SIGHUP.
fn follow(reload: Reload) -> std::io::Result<()> {
    let (watch, ask) = Watch::new();
    let mut hangup = signal(SignalKind::hangup())?;
    let told = ask.clone();
    tokio::spawn(async move { while hangup.recv().await.is_some() && ask.send(Cause::Asked).is_ok() {} });
    reload.run(watch, told)
}

fn runtime(config: &Config) -> Result<tokio::runtime::Runtime, StartError> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if config.server.worker_threads > 0 {
        builder.worker_threads(config.server.worker_threads);
    }
    builder.thread_name("request").enable_all().build().map_err(outside("starting threads"))
}

async fn until_ended(
    listener: TcpListener,
    service: Arc<Service>,
    tls: Option<Arc<Tls>>,
    shutdown: Shutdown,
    overdue: Shutdown,
) -> Exit {
    // As a task, so that the tasks of connections begin behind those that are ready, and not behind all that will be.
    let mut serving = tokio::spawn(server::serve(listener, Arc::clone(&service), tls, shutdown.clone()));
    tokio::select! {
        ended = &mut serving => match ended {
            Ok(()) => return Exit::Good,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        },
        () = service.stdout.closed() => {
            // Every request that is in flight still gets its reply, which says that nothing of it was written.
            shutdown.request();
            let limit = Duration::from_millis(service.config.server.drain_timeout_ms);
            let _ = tokio::time::timeout(limit, serving).await;
            return Exit::StdoutClosed;
        }
        () = shutdown.requested() => {}
    }
    tracing::info!("stopping: finishing what was accepted");
    let drained = async {
        let _ = serving.await;
        service.stdout.drained().await;
    };
    tokio::select! {
        () = drained => if service.stdout.is_closed() { Exit::StdoutClosed } else { Exit::Good },
        () = overdue.requested() => Exit::NotDrained,
    }
}
