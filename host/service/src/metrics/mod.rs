//! Every metric of the service, by name, in one place. Labels are closed sets, or come from the configuration or from an
//! authenticated identity; never from a client's or a filter's text.

mod events;
mod guard;
mod http;
mod keys;
mod original;
mod process;
mod pulls;
mod reports;
mod requests;
mod runtime;
mod sentry;
pub mod series;

use original::OriginalEvents;
use process::ProcessMetrics;
use prometheus::{Gauge, IntGauge, Opts};
use runtime::RuntimeMetrics;
use sluice_contracts::{Contracts, ContractsConfig};
use sluice_metrics::{Registry, register};
use sluice_sandbox::{WASMTIME_VERSION, metrics::SandboxMetrics};
use std::sync::Arc;

pub use events::EventMetrics;
pub use guard::GuardMetrics;
pub use http::{CertificateReloads, ConnectionsByBound, ConnectionsEnded, HandshakesFailed, HttpMetrics};
pub use keys::{KeyMetrics, KeySeries};
pub use pulls::PullMetrics;
pub use reports::ReportMetrics;
pub use sentry::SentryMetrics;
pub use sluice_identity::AuthMetrics;
pub use sluice_metrics::GaugeGuard;
pub use sluice_output::StdoutMetrics;

/// All metrics, registered once; cheap handles are taken from it when a filter or a service is set up.
pub struct Metrics {
    registry: Registry,
    /// Requests and connections.
    pub http: HttpMetrics,
    /// Genesys Authentication.
    pub auth: AuthMetrics,
    /// Filters and chains.
    pub filters: Arc<SandboxMetrics>,
    /// The writer of stdout.
    pub stdout: StdoutMetrics,
    /// Events by tenant.
    pub events: EventMetrics,
    /// The threads that serve.
    pub runtime: RuntimeMetrics,
    /// What alerts of the original service count.
    pub original_events: OriginalEvents,
    process: ProcessMetrics,
    /// What the guard finds, by tenant.
    pub guard: GuardMetrics,
    /// Requests by publishable key.
    pub keys: KeyMetrics,
    /// Items of Sentry's SDKs.
    pub sentry: SentryMetrics,
    /// Reports of browsers.
    pub reports: ReportMetrics,
    /// Pulls of components.
    pub pulls: PullMetrics,
}

impl Metrics {
    /// Registers everything in a registry of its own.
    ///
    /// # Errors
    /// Only when two metrics have one name, which a test rules out.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::default();
        let http = HttpMetrics::new(&registry)?;
        let filters = SandboxMetrics::new(&registry)?;
        let stdout = StdoutMetrics::new(&registry)?;
        register(&registry, build_info()?)?.set(1);
        let new = Self {
            original_events: OriginalEvents::new(&registry, &http, &filters, &stdout)?,
            http,
            auth: AuthMetrics::new(&registry)?,
            filters: Arc::new(filters),
            stdout,
            events: EventMetrics::new(&registry)?,
            runtime: RuntimeMetrics::new(&registry)?,
            process: ProcessMetrics::new(&registry)?,
            guard: GuardMetrics::new(&registry)?,
            keys: KeyMetrics::new(&registry)?,
            sentry: SentryMetrics::new(&registry)?,
            reports: ReportMetrics::new(&registry)?,
            pulls: PullMetrics::new(&registry)?,
            registry,
        };
        #[cfg(target_os = "linux")]
        register(
            &new.registry,
            Gauge::new("telemetry_start_time_seconds", "When the process started, seconds since 1970")?,
        )?
        .set(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64()));
        Ok(new)
    }

    /// Compiles contracts, whose metrics are named after applications. None where there are none.
    ///
    /// # Errors
    /// Only for contracts with mistakes.
    pub fn compile_contracts(&self, config: &ContractsConfig) -> Result<Option<Contracts>, prometheus::Error> {
        Contracts::new(config, &self.registry)
    }

    /// The text exposition, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> Vec<u8> {
        self.rendered(Registry::render)
    }

    /// The same series in OpenMetrics 1.0, with exemplars.
    #[must_use]
    pub fn render_open_metrics(&self) -> Vec<u8> {
        self.rendered(Registry::render_open_metrics)
    }

    fn rendered(&self, render: impl Fn(&Registry, &mut Vec<u8>) -> Result<(), prometheus::Error>) -> Vec<u8> {
        self.original_events.update();
        self.runtime.update();
        self.process.update();
        let mut out = Vec::with_capacity(16 * 1024);
        if let Err(error) = render(&self.registry, &mut out) {
            tracing::error!(%error, "encoding metrics");
        }
        out
    }
}

/// Its value is 1; what it says is in its labels.
fn build_info() -> Result<IntGauge, prometheus::Error> {
    let info = Opts::new("sluice_build_info", "The version of the service, and what it was built for and with");
    IntGauge::with_opts(
        info.const_label("version", env!("CARGO_PKG_VERSION"))
            .const_label("wasmtime", WASMTIME_VERSION)
            .const_label("arch", std::env::consts::ARCH),
    )
}

#[cfg(test)]
mod tests;
