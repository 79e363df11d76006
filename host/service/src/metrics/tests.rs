use super::*;

/// Dashboards and alerts know these names: a change here is one for those who operate the service.
const NAMES: &[&str] = &[
    "process_cpu_seconds_total",
    "process_max_fds",
    "process_open_fds",
    "process_resident_memory_bytes",
    "process_start_time_seconds",
    "process_threads",
    "process_virtual_memory_bytes",
    "sluice_build_info",
    "telemetry_auth_breaker_state",
    "telemetry_auth_cached_tokens",
    "telemetry_auth_checks_total",
    "telemetry_auth_request_duration_seconds",
    "telemetry_bodies_unrecognised_total",
    "telemetry_candidate_batches_total",
    "telemetry_candidate_differences_total",
    "telemetry_chain_state",
    "telemetry_component_pulls_total",
    "telemetry_dependency_status",
    "telemetry_event_bytes_total",
    "telemetry_events",
    "telemetry_events_total",
    "telemetry_events_unreadable_total",
    "telemetry_filter_breaker_state",
    "telemetry_filter_counter_total",
    "telemetry_filter_cpu_seconds_total",
    "telemetry_filter_cut_total",
    "telemetry_filter_duration_seconds",
    "telemetry_filter_events_total",
    "telemetry_filter_host_calls_total",
    "telemetry_filter_info",
    "telemetry_filter_load_duration_seconds",
    "telemetry_filter_loads_total",
    "telemetry_filter_log_lines_total",
    "telemetry_filter_memory_bytes",
    "telemetry_filter_observation",
    "telemetry_filter_overdue_total",
    "telemetry_filter_promotions_total",
    "telemetry_filter_redactions_total",
    "telemetry_filter_replayed_runs_total",
    "telemetry_filter_runs_total",
    "telemetry_filter_sandbox_start_seconds",
    "telemetry_filter_unloads_total",
    "telemetry_filters_loaded_bytes",
    "telemetry_guard_findings_total",
    "telemetry_gws_auth_req_time",
    "telemetry_http_certificate_expiry_time_seconds",
    "telemetry_http_certificate_reloads_total",
    "telemetry_http_connections",
    "telemetry_http_connections_ended_total",
    "telemetry_http_connections_evicted_total",
    "telemetry_http_connections_refused_total",
    "telemetry_http_handshakes_failed_total",
    "telemetry_http_heads_unreadable_total",
    "telemetry_http_in_flight",
    "telemetry_http_received_bytes_total",
    "telemetry_http_rejections_total",
    "telemetry_http_request_duration_seconds",
    "telemetry_http_requests_total",
    "telemetry_key_events_refused_total",
    "telemetry_key_requests_total",
    "telemetry_lines_truncated_total",
    "telemetry_nodejs_eventloop_lag_max_seconds",
    "telemetry_nodejs_eventloop_lag_mean_seconds",
    "telemetry_nodejs_eventloop_lag_min_seconds",
    "telemetry_nodejs_eventloop_lag_p50_seconds",
    "telemetry_nodejs_eventloop_lag_p90_seconds",
    "telemetry_nodejs_eventloop_lag_p99_seconds",
    "telemetry_nodejs_eventloop_lag_seconds",
    "telemetry_nodejs_eventloop_lag_stddev_seconds",
    "telemetry_reload_time_seconds",
    "telemetry_reloads_total",
    "telemetry_reports_unwritten_total",
    "telemetry_runtime_scheduling_delay_seconds",
    "telemetry_sandbox_pool_exhausted_total",
    "telemetry_sandboxes",
    "telemetry_sentry_items_discarded_total",
    "telemetry_sentry_items_refused_total",
    "telemetry_slow_lane_batches",
    "telemetry_start_time_seconds",
    "telemetry_stdout_blocked",
    "telemetry_stdout_open",
    "telemetry_stdout_refused_total",
    "telemetry_stdout_waiting_bytes",
    "telemetry_stdout_write_errors_total",
    "telemetry_stdout_writes_total",
    "telemetry_stdout_written_bytes_total",
    "telemetry_stdout_written_lines_total",
    "telemetry_tenant_limited_total",
    "telemetry_threads_overdue",
];

#[test]
fn the_names_are_those_that_operators_know() {
    let metrics = Metrics::new().expect("names are unique");
    assert_eq!(metrics.registry.names().iter().map(String::as_str).collect::<Vec<_>>(), NAMES);
}

#[test]
fn every_name_begins_with_one_that_contracts_cannot_take() {
    let metrics = Metrics::new().expect("names are unique");
    metrics.http.connections.set(1);
    let text = String::from_utf8(metrics.render()).expect("utf-8");
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        assert!(["telemetry_", "process_", "sluice_"].iter().any(|prefix| line.starts_with(prefix)), "{line}");
    }
}

/// Every sample without its value and its exemplar.
fn series(text: &str) -> Vec<String> {
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    samples
        .map(|line| {
            line.split(" # {").next().and_then(|sample| sample.rsplit_once(' ')).expect("a sample").0.to_owned()
        })
        .collect()
}

#[test]
fn both_formats_have_the_same_series() {
    let metrics = Metrics::new().expect("names are unique");
    metrics.http.duration.observe(0.5, "0123", 1_800_000_000_000);
    let filter = metrics.filters.for_filter("edge", "a");
    filter.count_outcome("trap");
    let [text, open] =
        [metrics.render(), metrics.render_open_metrics()].map(|text| String::from_utf8(text).expect("utf-8"));
    assert!(
        open.ends_with("# EOF\n") && open.contains("le=\"0.5\"} 1 # {request_id=\"0123\"} 0.5 1800000000\n"),
        "{open}"
    );
    assert_eq!(series(&open), series(&text));
}

#[test]
fn the_original_counters_are_of_an_unknown_type_and_so_is_the_one_that_shares_their_name() {
    let metrics = Metrics::new().expect("names are unique");
    metrics.events.outcomes.with_label_values(&["t", "written"]).inc();
    let open = String::from_utf8(metrics.render_open_metrics()).expect("utf-8");
    let unknown: Vec<_> =
        open.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.strip_suffix(" unknown")).collect();
    assert_eq!(unknown, ["telemetry_events", "telemetry_events_total"]);
}
