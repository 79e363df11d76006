//! What all requests share: set up once, before anything listens.

use crate::{
    auth::Authenticator, body::Budget, config::Config, event::DecodeLimits, filter::Lane, log_rate::LogRate,
    metrics::Metrics, reload::ReloadStatus, request_id::RequestIds, routes::Routes, stdout::Stdout, tenant::Tenants,
};
use arc_swap::ArcSwap;
use std::sync::{
    Arc,
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
    pub slow_lane: Lane,
    /// The writer.
    pub stdout: Stdout,
    /// Paths as configured.
    pub routes: Routes,
    /// Names of requests.
    pub request_ids: RequestIds,
    /// What all bodies may hold together.
    pub bodies: Arc<Budget>,
    /// What a body may be.
    pub decode_limits: DecodeLimits,
    /// How many refused requests are said in the log.
    pub rejection_log: LogRate,
    stopping: AtomicBool,
}

impl Service {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the operating system has no randomness or no thread to give.
    pub fn new(
        config: Config,
        metrics: Arc<Metrics>,
        auth: Arc<Authenticator>,
        (tenants, reload): (Arc<ArcSwap<Tenants>>, Arc<ReloadStatus>),
        stdout: Stdout,
    ) -> std::io::Result<Self> {
        Ok(Self {
            slow_lane: Lane::start(slow_lane_threads(), metrics.filters.slow_lane.clone())?,
            routes: Routes::new(&config.server),
            request_ids: RequestIds::new()?,
            bodies: Budget::new(config.body.max_buffered_bytes),
            decode_limits: DecodeLimits {
                max_events: config.body.max_events,
                max_depth: config.body.max_depth,
                max_nodes: config.body.max_nodes,
            },
            rejection_log: LogRate::new(REJECTION_LINES_PER_SECOND),
            tenants,
            reload,
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
            None
        }
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
