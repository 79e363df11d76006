//! Every metric of the service, by name, in one place. Labels are closed sets, or come from the configuration or from an
//! authenticated identity; never from a client's or a filter's text.

use prometheus::{
    Encoder, Gauge, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
    core::{Collector, GenericCounterVec},
};

/// Microseconds to seconds: a sandbox starts in 5 µs, a run may take 10 ms.
const FAST_SECONDS: &[f64] =
    &[2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1];
const REQUEST_SECONDS: &[f64] =
    &[1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
const MEMORY_BYTES: &[f64] = &[65536.0, 262144.0, 1048576.0, 2097152.0, 4194304.0, 8388608.0, 16777216.0, 33554432.0];

/// All metrics, registered once; cheap handles are taken from it when a filter or a service is set up.
pub struct Metrics {
    registry: Registry,
    /// Requests and connections.
    pub http: HttpMetrics,
    /// Genesys Authentication.
    pub auth: AuthMetrics,
    /// Filters and chains.
    pub filters: FilterFamilies,
    /// The writer of stdout.
    pub stdout: StdoutMetrics,
    /// Events by tenant.
    pub events: EventMetrics,
}

/// Requests and connections on port 8107.
pub struct HttpMetrics {
    /// By route and status.
    pub requests: IntCounterVec,
    /// By reason of rejection.
    pub rejections: IntCounterVec,
    /// From the end of the head to the reply.
    pub duration: Histogram,
    /// Bytes of bodies as they came.
    pub received_bytes: IntCounter,
    /// Open connections.
    pub connections: IntGauge,
    /// Connections that were not taken because the cap was reached.
    pub connections_refused: IntCounter,
    /// Connections that ended before HTTP began, by reason: `proxy_protocol`, `tls`, `timeout`.
    pub handshakes_failed: IntCounterVec,
    /// Changes of the certificate's files by result: `applied`, `refused`.
    pub certificate_reloads: IntCounterVec,
    /// Requests in the works.
    pub in_flight: IntGauge,
}

/// Questions to Genesys Authentication.
pub struct AuthMetrics {
    /// Checks by result: `hit`, `good`, `refused`, `unavailable`, `stale`.
    pub checks: IntCounterVec,
    /// Round trips to the service.
    pub duration: Histogram,
    /// Genesys's own name: milliseconds, by `metricType` `COUNT`, `AVG`, `MAX`.
    pub gws_auth_req_time: prometheus::GaugeVec,
    /// Genesys's own name: 1 up, 0 down, by `serviceName`.
    pub dependency_status: IntGaugeVec,
    /// Identities remembered.
    pub cached: IntGauge,
    /// 0 closed, 1 open, 2 probing.
    pub breaker: IntGauge,
}

/// Families by chain and filter; [`FilterFamilies::for_filter`] resolves the handles when a filter is loaded.
pub struct FilterFamilies {
    runs: IntCounterVec,
    duration: HistogramVec,
    sandbox_start: HistogramVec,
    events: IntCounterVec,
    redactions: IntCounterVec,
    memory: HistogramVec,
    host_calls: IntCounterVec,
    cpu: GenericCounterVec<prometheus::core::AtomicF64>,
    info: IntGaugeVec,
    breaker: IntGaugeVec,
    counters: IntCounterVec,
    observations: HistogramVec,
    log_lines: IntCounterVec,
    cut: IntCounterVec,
    /// Loads by chain, filter and result: `loaded`, `refused`.
    pub loads: IntCounterVec,
    /// Reloads of the configuration by result: `loaded`, `refused`.
    pub reloads: IntCounterVec,
    /// 1 the chain is what its files say, 0 it is an older one, -1 there is none.
    pub chain_state: IntGaugeVec,
    /// When something was last reloaded, seconds since 1970.
    pub reloaded_at: IntGauge,
    /// Sandboxes in use.
    pub sandboxes: IntGauge,
    /// Requests refused because no sandbox was free.
    pub pool_exhausted: IntCounter,
    /// Bytes of compiled filters that are mapped.
    pub loaded_bytes: IntGauge,
    /// Batches that run in the slow lane, or wait there.
    pub slow_lane: IntGauge,
    /// Filters that made room for others.
    pub unloads: IntCounter,
    /// Seconds to load a filter, by source: `artifact`, `compiled`.
    pub load_duration: HistogramVec,
}

/// One filter's handles, resolved once.
pub struct FilterMetrics {
    chain: String,
    filter: String,
    runs: IntCounterVec,
    /// A good run; the other outcomes are rare and looked up by [`FilterMetrics::run`].
    pub runs_ok: IntCounter,
    /// Wall time of a run, sandbox start included.
    pub duration: Histogram,
    /// Wall time from an empty store to a sandbox that is ready to be called.
    pub sandbox_start: Histogram,
    /// Linear memory at the end of a run.
    pub memory: Histogram,
    /// Calls from the filter into the host.
    pub host_calls: IntCounter,
    /// Processor time.
    pub cpu: prometheus::Counter,
    /// 0 closed, 1 open, 2 probing.
    pub breaker: IntGauge,
    events: IntCounterVec,
    redactions: IntCounterVec,
    counters: IntCounterVec,
    observations: HistogramVec,
    log_lines: IntCounterVec,
    cut: IntCounterVec,
}

/// The writer of stdout.
pub struct StdoutMetrics {
    /// Bytes accepted by the operating system.
    pub written_bytes: IntCounter,
    /// Lines accepted by the operating system.
    pub written_lines: IntCounter,
    /// Bytes that wait to be written.
    pub waiting_bytes: IntGauge,
    /// Calls of `writev`.
    pub writes: IntCounter,
    /// Requests refused because too many bytes waited.
    pub refused: IntCounter,
    /// 1 while somebody reads.
    pub open: IntGauge,
}

/// Events by tenant and outcome.
pub struct EventMetrics {
    /// Outcomes: `written`, `dropped`, `withheld`, `rejected`.
    pub outcomes: IntCounterVec,
    /// Bytes of lines.
    pub bytes: IntCounterVec,
    /// Requests refused because their tenant took more than it may.
    pub limited: IntCounterVec,
    /// Lines cut to `max_line_bytes`.
    pub truncated: IntCounter,
}

impl Metrics {
    /// Registers everything in a registry of its own.
    ///
    /// # Errors
    /// Only when two metrics have one name, which a test rules out.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let new = Self {
            http: HttpMetrics::new(&registry)?,
            auth: AuthMetrics::new(&registry)?,
            filters: FilterFamilies::new(&registry)?,
            stdout: StdoutMetrics::new(&registry)?,
            events: EventMetrics::new(&registry)?,
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

    /// The text exposition, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(16 * 1024);
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut out) {
            tracing::error!(%error, "encoding metrics");
        }
        out
    }
}

fn register<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> Result<C, prometheus::Error> {
    registry.register(Box::new(metric.clone()))?;
    Ok(metric)
}

fn counter(r: &Registry, name: &str, help: &str) -> Result<IntCounter, prometheus::Error> {
    register(r, IntCounter::new(name, help)?)
}

fn counters(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntCounterVec, prometheus::Error> {
    register(r, IntCounterVec::new(Opts::new(name, help), labels)?)
}

fn gauge(r: &Registry, name: &str, help: &str) -> Result<IntGauge, prometheus::Error> {
    register(r, IntGauge::new(name, help)?)
}

fn gauges(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntGaugeVec, prometheus::Error> {
    register(r, IntGaugeVec::new(Opts::new(name, help), labels)?)
}

fn histogram(r: &Registry, name: &str, help: &str, buckets: &[f64]) -> Result<Histogram, prometheus::Error> {
    register(r, Histogram::with_opts(HistogramOpts::new(name, help).buckets(buckets.to_vec()))?)
}

fn histograms(
    r: &Registry,
    name: &str,
    help: &str,
    labels: &[&str],
    buckets: &[f64],
) -> Result<HistogramVec, prometheus::Error> {
    register(r, HistogramVec::new(HistogramOpts::new(name, help).buckets(buckets.to_vec()), labels)?)
}

impl HttpMetrics {
    fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            requests: counters(
                r,
                "telemetry_http_requests_total",
                "Requests by route and status",
                &["route", "status"],
            )?,
            rejections: counters(r, "telemetry_http_rejections_total", "Requests refused, by reason", &["reason"])?,
            duration: histogram(
                r,
                "telemetry_http_request_duration_seconds",
                "From the head of a request to its reply",
                REQUEST_SECONDS,
            )?,
            received_bytes: counter(r, "telemetry_http_received_bytes_total", "Bytes of request bodies as they came")?,
            connections: gauge(r, "telemetry_http_connections", "Open connections")?,
            connections_refused: counter(
                r,
                "telemetry_http_connections_refused_total",
                "Connections closed because the cap was reached",
            )?,
            handshakes_failed: counters(
                r,
                "telemetry_http_handshakes_failed_total",
                "Connections that ended before HTTP began, by reason",
                &["reason"],
            )?,
            certificate_reloads: counters(
                r,
                "telemetry_http_certificate_reloads_total",
                "Changes of the certificate's files by result",
                &["result"],
            )?,
            in_flight: gauge(r, "telemetry_http_in_flight", "Requests in the works")?,
        })
    }
}

impl AuthMetrics {
    fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let times = Opts::new(
            "telemetry_gws_auth_req_time",
            "Milliseconds that Genesys Authentication took: COUNT, AVG, MAX of the last minute",
        );
        Ok(Self {
            checks: counters(r, "telemetry_auth_checks_total", "Checks of a token by result", &["result"])?,
            duration: histogram(
                r,
                "telemetry_auth_request_duration_seconds",
                "Round trips to Genesys Authentication",
                REQUEST_SECONDS,
            )?,
            gws_auth_req_time: register(r, prometheus::GaugeVec::new(times, &["metricType"])?)?,
            dependency_status: gauges(r, "telemetry_dependency_status", "1 up, 0 down", &["serviceName"])?,
            cached: gauge(r, "telemetry_auth_cached_tokens", "Tokens remembered")?,
            breaker: gauge(r, "telemetry_auth_breaker_state", "0 closed, 1 open, 2 probing")?,
        })
    }
}

impl StdoutMetrics {
    fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            written_bytes: counter(
                r,
                "telemetry_stdout_written_bytes_total",
                "Bytes accepted by the operating system",
            )?,
            written_lines: counter(
                r,
                "telemetry_stdout_written_lines_total",
                "Lines accepted by the operating system",
            )?,
            waiting_bytes: gauge(r, "telemetry_stdout_waiting_bytes", "Bytes that wait to be written")?,
            writes: counter(r, "telemetry_stdout_writes_total", "Calls of writev")?,
            refused: counter(r, "telemetry_stdout_refused_total", "Requests refused because too many bytes waited")?,
            open: gauge(r, "telemetry_stdout_open", "1 while stdout takes lines")?,
        })
    }
}

impl EventMetrics {
    fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            outcomes: counters(r, "telemetry_events_total", "Events by tenant and outcome", &["tenant", "outcome"])?,
            bytes: counters(r, "telemetry_event_bytes_total", "Bytes of lines by tenant", &["tenant"])?,
            limited: counters(
                r,
                "telemetry_tenant_limited_total",
                "Requests refused because their tenant took more than [fairness] lets it",
                &["tenant"],
            )?,
            truncated: counter(r, "telemetry_lines_truncated_total", "Lines cut to max_line_bytes")?,
        })
    }
}

impl FilterFamilies {
    fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        const F: &[&str] = &["chain", "filter"];
        let cpu = GenericCounterVec::new(Opts::new("telemetry_filter_cpu_seconds_total", "Processor time of runs"), F)?;
        Ok(Self {
            runs: counters(r, "telemetry_filter_runs_total", "Runs by outcome", &["chain", "filter", "outcome"])?,
            duration: histograms(
                r,
                "telemetry_filter_duration_seconds",
                "Wall time of a run, sandbox start included",
                F,
                FAST_SECONDS,
            )?,
            sandbox_start: histograms(
                r,
                "telemetry_filter_sandbox_start_seconds",
                "Wall time to start a sandbox",
                F,
                FAST_SECONDS,
            )?,
            events: counters(
                r,
                "telemetry_filter_events_total",
                "Events by what the filter did to them",
                &["chain", "filter", "outcome"],
            )?,
            redactions: counters(
                r,
                "telemetry_filter_redactions_total",
                "What was taken away, by rule",
                &["chain", "filter", "rule"],
            )?,
            memory: histograms(
                r,
                "telemetry_filter_memory_bytes",
                "Linear memory at the end of a run",
                F,
                MEMORY_BYTES,
            )?,
            host_calls: counters(r, "telemetry_filter_host_calls_total", "Calls from the filter into the host", F)?,
            cpu: register(r, cpu)?,
            info: gauges(
                r,
                "telemetry_filter_info",
                "1 for each filter in use",
                &["chain", "filter", "version", "digest"],
            )?,
            breaker: gauges(r, "telemetry_filter_breaker_state", "0 closed, 1 open, 2 probing", F)?,
            counters: counters(
                r,
                "telemetry_filter_counter_total",
                "Counters of the filters' own",
                &["chain", "filter", "name"],
            )?,
            observations: histograms(
                r,
                "telemetry_filter_observation",
                "Histograms of the filters' own",
                &["chain", "filter", "name"],
                prometheus::DEFAULT_BUCKETS,
            )?,
            log_lines: counters(
                r,
                "telemetry_filter_log_lines_total",
                "Log lines of filters by fate: written, cut",
                &["chain", "filter", "fate"],
            )?,
            cut: counters(
                r,
                "telemetry_filter_cut_total",
                "What went past a limit of a filter and was left out",
                &["chain", "filter", "limit"],
            )?,
            loads: counters(
                r,
                "telemetry_filter_loads_total",
                "Loads of filters by result",
                &["chain", "filter", "result"],
            )?,
            reloads: counters(r, "telemetry_reloads_total", "Reloads of the configuration by result", &["result"])?,
            chain_state: gauges(
                r,
                "telemetry_chain_state",
                "Chains of tenants' directories: 1 as its files say, 0 an older one, -1 none: its requests are refused",
                &["chain"],
            )?,
            reloaded_at: gauge(
                r,
                "telemetry_reload_time_seconds",
                "Last reload without a mistake, seconds since 1970",
            )?,
            sandboxes: gauge(r, "telemetry_sandboxes", "Sandboxes in use")?,
            pool_exhausted: counter(
                r,
                "telemetry_sandbox_pool_exhausted_total",
                "Requests refused because no sandbox was free",
            )?,
            loaded_bytes: gauge(r, "telemetry_filters_loaded_bytes", "Bytes of compiled filters that are mapped")?,
            slow_lane: gauge(r, "telemetry_slow_lane_batches", "Batches in the slow lane, those that wait included")?,
            unloads: counter(r, "telemetry_filter_unloads_total", "Filters that made room for others in memory")?,
            load_duration: histograms(
                r,
                "telemetry_filter_load_duration_seconds",
                "Loading a filter, by source",
                &["source"],
                REQUEST_SECONDS,
            )?,
        })
    }

    /// The handles of one filter in one chain. `chain` is `edge` or a tenant's id, `filter` its configured name.
    #[must_use]
    pub fn for_filter(&self, chain: &str, filter: &str) -> FilterMetrics {
        let l = &[chain, filter];
        FilterMetrics {
            runs_ok: self.runs.with_label_values(&[chain, filter, "ok"]),
            runs: self.runs.clone(),
            duration: self.duration.with_label_values(l),
            sandbox_start: self.sandbox_start.with_label_values(l),
            memory: self.memory.with_label_values(l),
            host_calls: self.host_calls.with_label_values(l),
            cpu: self.cpu.with_label_values(l),
            breaker: self.breaker.with_label_values(l),
            events: self.events.clone(),
            redactions: self.redactions.clone(),
            counters: self.counters.clone(),
            observations: self.observations.clone(),
            log_lines: self.log_lines.clone(),
            cut: self.cut.clone(),
            chain: chain.to_owned(),
            filter: filter.to_owned(),
        }
    }

    /// Sets the info series of a filter that came into use, or removes that of one that went.
    pub fn in_use(&self, chain: &str, filter: &str, version: &str, digest: &str, used: bool) {
        let labels = &[chain, filter, version, digest];
        if used {
            self.info.with_label_values(labels).set(1);
        } else {
            let _ = self.info.remove_label_values(labels);
        }
    }
}

impl FilterMetrics {
    /// A run that did not end well: `trap`, `cpu_limit`, `wall_limit`, `memory_limit`, `host_call_limit`, `edit_limit`,
    /// `error`, `breaker_open`, `pool_exhausted`.
    pub fn run(&self, outcome: &'static str) {
        self.runs.with_label_values(&[&self.chain, &self.filter, outcome]).inc();
    }

    /// Events by what the filter did: `passed`, `changed`, `dropped`, `withheld`.
    pub fn events(&self, outcome: &'static str, count: u64) {
        if count > 0 {
            self.events.with_label_values(&[self.chain.as_str(), &self.filter, outcome]).inc_by(count);
        }
    }

    /// A counter for what one rule took away. `rule` has passed the gate for rule names.
    #[must_use]
    pub fn redactions(&self, rule: &str) -> IntCounter {
        self.redactions.with_label_values(&[self.chain.as_str(), &self.filter, rule])
    }

    /// A counter of the filter's own. `name` has passed the gate for metric names.
    #[must_use]
    pub fn counter(&self, name: &str) -> IntCounter {
        self.counters.with_label_values(&[self.chain.as_str(), &self.filter, name])
    }

    /// A histogram of the filter's own. `name` has passed the gate for metric names.
    #[must_use]
    pub fn observation(&self, name: &str) -> Histogram {
        self.observations.with_label_values(&[self.chain.as_str(), &self.filter, name])
    }

    /// What was left out because it went past a limit: the limit's key, without its section.
    pub fn cut(&self, limit: &'static str, count: u64) {
        self.cut.with_label_values(&[self.chain.as_str(), &self.filter, limit]).inc_by(count);
    }

    /// Log lines by fate: `written`, `cut`.
    pub fn log_lines(&self, fate: &'static str) {
        self.log_lines.with_label_values(&[self.chain.as_str(), &self.filter, fate]).inc();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_registered_once_and_begins_with_telemetry() {
        let metrics = Metrics::new().expect("names are unique");
        metrics.http.connections.set(1);
        let text = String::from_utf8(metrics.render()).expect("utf-8");
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            assert!(line.starts_with("telemetry_"), "{line}");
        }
    }
}
