//! Variables of the original service that have no effect here, and why.

const RECORDS: &str = "records are written before the request is answered and are never queued by number; \
                       `stdout.max_waiting_bytes` and `stdout.max_wait_ms` bound what may wait";
const SERIES: &str = "the number of metric series is bounded by tenant; see `ceiling.series`";
const SESSIONS: &str = "there are no sessions; `server.max_connections` bounds connections";
const INTERVAL: &str = "there is no least interval; `fairness.requests_per_second` bounds the rate of a tenant";

/// A variable of the original service that has no effect here.
pub(super) struct WithoutEffect {
    pub(super) name: &'static str,
    /// The value that asks for what happens here anyway.
    matches: Option<&'static str>,
    pub(super) why: &'static str,
}

impl WithoutEffect {
    /// Whether the value asks for something else than what happens here.
    pub(super) fn is_worth_a_word(&self, value: &str) -> bool {
        self.matches.is_none_or(|same| !same.eq_ignore_ascii_case(value.trim()))
    }
}

/// The variable of this name, if it is one of these.
pub(super) fn find(name: &str) -> Option<&'static WithoutEffect> {
    VARIABLES.iter().find(|variable| variable.name == name)
}

const VARIABLES: [WithoutEffect; 17] = [
    variable("TELEMETRY_CONFIG_SERVICE", Some("env"), "the configuration comes from the file and from variables"),
    variable("TELEMETRY_TRACES_PROVIDER", Some("Console"), "lines always go to stdout"),
    variable("TELEMETRY_TRACES_THRESHOLD", None, RECORDS),
    variable("TELEMETRY_TRACES_SHIFT_THRESHOLD", None, RECORDS),
    variable("TELEMETRY_TRACES_BULK_SIZE", None, RECORDS),
    variable("TELEMETRY_TRACES_BULK_TIME", None, RECORDS),
    variable("TELEMETRY_TRACES_TIMEOUT", None, RECORDS),
    variable("TELEMETRY_TRACES_CONCURRENT", None, RECORDS),
    variable("TELEMETRY_METRICS_THRESHOLD", None, SERIES),
    variable("TELEMETRY_METRICS_SHIFT_THRESHOLD", None, SERIES),
    variable("TELEMETRY_MAX_SESSION", None, SESSIONS),
    variable("TELEMETRY_RECORD_MIN_INTERVAL", Some("-1"), INTERVAL),
    variable("TELEMETRY_AUTH_MIN_INTERVAL", Some("-1"), "a token is checked again after `auth.good_seconds`"),
    variable(
        "TELEMETRY_PROM_SCRAP_ALERT",
        None,
        "Prometheus notices by itself that it cannot scrape; alert on `up == 0`",
    ),
    variable("TELEMETRY_HTTPS_ENABLED", Some("auto"), "TLS is configured by `server.tls`"),
    variable("TELEMETRY_CONFIG_PATH", None, "the file of the configuration is named by `--config`"),
    variable("TELEMETRY_CLOUD_PROVIDER", None, "nothing depends on the provider of the cluster"),
];

const fn variable(name: &'static str, matches: Option<&'static str>, why: &'static str) -> WithoutEffect {
    WithoutEffect { name, matches, why }
}
