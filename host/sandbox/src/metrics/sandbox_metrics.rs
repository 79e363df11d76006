//! The families of all filters, and the metrics that are not a filter's.

use prometheus::{IntGauge, IntGaugeVec};
use sluice_metrics::{
    HistogramVec, IntCounter, IntCounterVec, REQUEST_SECONDS, Registry, SecondsCounterVec, UpDownGauge, counter,
    counters, gauge, gauges, histograms, seconds_counters, up_down_gauge,
};

use super::{
    buckets::{FAST_SECONDS, MEMORY_BYTES},
    candidate::CandidateFamilies,
    filter::FilterMetrics,
};

/// All metrics of this crate. [`SandboxMetrics::for_filter`] resolves the series of a filter when it is loaded.
pub struct SandboxMetrics {
    pub(super) runs: IntCounterVec,
    pub(super) duration: HistogramVec,
    pub(super) sandbox_start: HistogramVec,
    pub(super) events: IntCounterVec,
    pub(super) redactions: IntCounterVec,
    pub(super) memory: HistogramVec,
    pub(super) host_calls: IntCounterVec,
    pub(super) replayed: IntCounterVec,
    pub(super) cpu: SecondsCounterVec,
    pub(super) info: IntGaugeVec,
    pub(super) breaker: IntGaugeVec,
    pub(super) counters: IntCounterVec,
    pub(super) observations: HistogramVec,
    pub(super) log_lines: IntCounterVec,
    pub(super) omitted: IntCounterVec,
    pub(super) overdue: IntCounterVec,
    pub(crate) candidates: CandidateFamilies,
    /// Threads in a sandbox for many times the budget of its run.
    pub threads_overdue: IntGauge,
    /// Loads by chain, filter and result: `loaded`, `refused`, `pending`.
    pub loads: IntCounterVec,
    /// Reloads of the configuration that took everything.
    pub reloads_loaded: IntCounter,
    /// Those that refused a part, or all.
    pub reloads_refused: IntCounter,
    /// 1 the chain is what its files say, 0 it is an older one, -1 there is none.
    pub chain_state: IntGaugeVec,
    /// When something was last reloaded, seconds since 1970.
    pub reloaded_at: IntGauge,
    /// Sandboxes in use.
    pub sandboxes: UpDownGauge,
    /// Requests refused because no sandbox was free.
    pub pool_exhausted: IntCounter,
    /// Bytes of compiled filters that are mapped.
    pub loaded_bytes: IntGauge,
    /// Batches that run in the slow lane, or wait there.
    pub slow_lane: UpDownGauge,
    /// Filters that made room for others.
    pub unloads: IntCounter,
    /// Seconds to load a filter, by source: `artifact`, `compiled`.
    pub load_duration: HistogramVec,
}

impl SandboxMetrics {
    /// Registers them.
    ///
    /// # Errors
    /// When one of their names is taken.
    pub fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        const F: &[&str] = &["chain", "filter"];
        let reloads = counters(r, "telemetry_reloads_total", "Reloads of the configuration by result", &["result"])?;
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
            replayed: counters(
                r,
                "telemetry_filter_replayed_runs_total",
                "Runs without a sandbox: their calls into the host were known from an earlier run",
                F,
            )?,
            cpu: seconds_counters(r, "telemetry_filter_cpu_seconds_total", "Processor time of runs", F)?,
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
            omitted: counters(
                r,
                "telemetry_filter_cut_total",
                "What was left out: past a limit of a filter, or measured under a name that it has not declared",
                &["chain", "filter", "limit"],
            )?,
            overdue: counters(
                r,
                "telemetry_filter_overdue_total",
                "Runs that took many times their budget of processor time before they ended, if they did",
                F,
            )?,
            candidates: CandidateFamilies::new(r)?,
            threads_overdue: gauge(
                r,
                "telemetry_threads_overdue",
                "Threads in a sandbox for many times the budget of its run",
            )?,
            loads: counters(
                r,
                "telemetry_filter_loads_total",
                "Loads of filters by result",
                &["chain", "filter", "result"],
            )?,
            reloads_loaded: reloads.with_label_values(&["loaded"]),
            reloads_refused: reloads.with_label_values(&["refused"]),
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
            sandboxes: up_down_gauge(r, "telemetry_sandboxes", "Sandboxes in use")?,
            pool_exhausted: counter(
                r,
                "telemetry_sandbox_pool_exhausted_total",
                "Requests refused because no sandbox was free",
            )?,
            loaded_bytes: gauge(r, "telemetry_filters_loaded_bytes", "Bytes of compiled filters that are mapped")?,
            slow_lane: up_down_gauge(
                r,
                "telemetry_slow_lane_batches",
                "Batches in the slow lane, those that wait included",
            )?,
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
            events_by_outcome: Default::default(),
            duration: self.duration.with_label_values(l),
            sandbox_start: self.sandbox_start.with_label_values(l),
            memory: self.memory.with_label_values(l),
            host_calls: self.host_calls.with_label_values(l),
            replayed: self.replayed.with_label_values(l),
            cpu: self.cpu.with_label_values(l),
            breaker: self.breaker.with_label_values(l),
            events: self.events.clone(),
            redactions: self.redactions.clone(),
            counters: self.counters.clone(),
            observations: self.observations.clone(),
            log_lines: self.log_lines.clone(),
            omitted: self.omitted.clone(),
            overdue: self.overdue.clone(),
            chain: chain.to_owned(),
            filter: filter.to_owned(),
        }
    }
}
