//! What all requests share: set up once, before anything listens.

use crate::config::Config;
use crate::data_map::DataMap;
use crate::log::rate::LogRate;
use crate::memory::budget::Budget;
use crate::metrics::Metrics;
use crate::playground::recent_batches::RecentBatches;
use crate::reload::ReloadStatus;
use crate::request::head::request_id::RequestIds;
use crate::request::head::routes::Routes;
use crate::request::large::turns::LargeTurns;
use crate::request::reports::RecentReports;
use crate::server::heartbeat::Heartbeat;
use crate::tenants::Tenants;
use crate::tenants::client_rates::ClientRates;
use arc_swap::ArcSwap;
use sluice_contracts::Contracts;
use sluice_event::DecodeLimits;
use sluice_identity::Authenticator;
use sluice_output::Stdout;
use sluice_sandbox::{SlowLane, Watchdog};
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

/// A client can cause as many as it likes; an operator reads no more.
const REJECTION_LINES_PER_SECOND: u32 = 50;

/// With one thread, a slow filter of one tenant would hold up that of another.
fn slow_lane_threads() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2))
}

/// The service's parts.
pub struct Service {
    /// As configured.
    pub config: Config,
    /// All metrics.
    pub metrics: Arc<Metrics>,
    /// Genesys Authentication.
    pub auth: Arc<Authenticator>,
    /// Tenants and all chains; requests end on the ones they began with.
    pub tenants: Arc<ArcSwap<Tenants>>,
    /// What was loaded, and what was refused.
    pub reload: Arc<ReloadStatus>,
    /// For chains that would hold up others.
    pub slow_lane: SlowLane,
    /// Notices threads that do not come back from a sandbox.
    pub watchdog: Arc<Watchdog>,
    /// Notices that all threads that serve stand still.
    pub heartbeat: Arc<Heartbeat>,
    /// Turns for large batches.
    pub large_turns: Arc<LargeTurns>,
    /// The writer.
    pub stdout: Stdout,
    /// Paths as configured.
    pub routes: Routes,
    /// Names of requests.
    pub request_ids: RequestIds,
    /// What all requests may hold together.
    pub bodies: Arc<Budget>,
    /// What all connections may hold together.
    pub connections: Arc<Budget>,
    /// What a body may be.
    pub decode_limits: DecodeLimits,
    /// What applications may send, and what is counted of it; none where no application has a contract.
    pub contracts: Option<Contracts>,
    /// Which kinds of personal data come from where.
    pub data_map: Arc<DataMap>,
    /// How often each client uses publishable keys.
    pub client_rates: ClientRates,
    /// Reports of browsers that were written of late.
    pub reports: RecentReports,
    /// The last batches that came, where somebody wants to see them: in `sluice dev`.
    pub recent_batches: OnceLock<Arc<RecentBatches>>,
    /// How many refused requests are said in the log.
    pub rejection_log: LogRate,
    stopping: AtomicBool,
}

impl Service {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the operating system has no randomness or no thread to give, or a contract cannot be compiled.
    pub fn new(
        config: Config,
        metrics: Arc<Metrics>,
        auth: Arc<Authenticator>,
        (tenants, reload): (Arc<ArcSwap<Tenants>>, Arc<ReloadStatus>),
        watchdog: Arc<Watchdog>,
        stdout: Stdout,
    ) -> std::io::Result<Self> {
        Ok(Self {
            slow_lane: SlowLane::start(slow_lane_threads(), metrics.filters.slow_lane.clone())?,
            large_turns: LargeTurns::new(slow_lane_threads()),
            routes: Routes::new(&config.server),
            request_ids: RequestIds::new()?,
            bodies: Budget::new(config.body.max_buffered_bytes),
            connections: Budget::new(config.server.max_connection_bytes),
            decode_limits: DecodeLimits {
                max_events: config.body.max_events,
                max_depth: config.body.max_depth,
                max_nodes: config.body.max_nodes,
            },
            contracts: metrics.compile_contracts(&config.contracts).map_err(std::io::Error::other)?,
            data_map: Arc::new(DataMap::new(config.map.file.clone()).map_err(std::io::Error::other)?),
            client_rates: ClientRates::default(),
            reports: RecentReports::new(metrics.reports.clone()),
            rejection_log: LogRate::new(REJECTION_LINES_PER_SECOND),
            recent_batches: OnceLock::new(),
            tenants,
            reload,
            heartbeat: Arc::new(Heartbeat::new(Arc::clone(&watchdog))),
            watchdog,
            stopping: AtomicBool::new(false),
            config,
            metrics,
            auth,
            stdout,
        })
    }

    /// Why the service should get no requests at the moment.
    #[must_use]
    pub fn unready(&self) -> Option<&'static str> {
        if self.is_stopping() {
            Some("stopping")
        } else if self.stdout.is_closed() {
            Some("stdout is closed")
        } else {
            self.stdout.failure_reason()
        }
    }

    /// Why the process should be ended and started again: something stands still that nothing in it can end.
    #[must_use]
    pub fn stands_still(&self) -> Option<String> {
        if let Some(overdue) = self.watchdog.overdue() {
            return Some(overdue.to_string());
        }
        self.heartbeat.has_stopped().then(|| "the threads that serve have not come to a task for 30 s".to_owned())
    }

    /// Whether [`Service::stop`] was called.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// From now on the service is unready.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}
