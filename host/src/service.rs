//! What all requests share: set up once, before anything listens.

use crate::{
    auth::Authenticator, body::Budget, config::Config, event::DecodeLimits, filter::Chains, log_rate::LogRate,
    metrics::Metrics, request_id::RequestIds, routes::Routes, stdout::Stdout, tenant::Tenants, wire::cors::Origins,
};
use arc_swap::ArcSwap;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// A client can cause as many as it likes; an operator reads no more.
const REJECTION_LINES_PER_SECOND: u32 = 50;

/// The service's parts.
pub struct Service {
    /// As configured.
    pub config: Config,
    /// All metrics.
    pub metrics: Arc<Metrics>,
    /// Genesys Authentication.
    pub auth: Arc<Authenticator>,
    /// The edge chain and the tenants' chains; requests end on the ones they began with.
    pub chains: ArcSwap<Chains>,
    /// The writer.
    pub stdout: Stdout,
    /// Tenants by identity.
    pub tenants: Tenants,
    /// Origins that some tenant, or everybody, may have.
    pub any_origin: Origins,
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
    /// When the operating system has no randomness to give.
    pub fn new(
        config: Config,
        metrics: Arc<Metrics>,
        auth: Arc<Authenticator>,
        chains: Chains,
        stdout: Stdout,
    ) -> std::io::Result<Self> {
        Ok(Self {
            tenants: Tenants::new(&config, &metrics.events),
            any_origin: Origins::of_any(&config),
            routes: Routes::new(&config.server),
            request_ids: RequestIds::new()?,
            bodies: Budget::new(config.body.max_buffered_bytes),
            decode_limits: DecodeLimits {
                max_events: config.body.max_events,
                max_depth: config.body.max_depth,
                max_nodes: config.body.max_nodes,
            },
            rejection_log: LogRate::new(REJECTION_LINES_PER_SECOND),
            chains: ArcSwap::from_pointee(chains),
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
