//! Numbers with which nothing would work, and numbers that do not go together.

use crate::config::settings::Config;
use crate::metrics::series;

/// Every mistake, each with its key and value.
pub(crate) fn mistakes(config: &Config) -> Vec<String> {
    let Config { server, body, store, breaker, limits, pool, .. } = config;
    let count = |n: usize| n as u64;
    let positive = [
        ("server.max_connections", count(server.max_connections)),
        ("server.head_timeout_ms", server.head_timeout_ms),
        ("server.body_timeout_ms", server.body_timeout_ms),
        ("server.max_head_bytes", count(server.max_head_bytes)),
        ("body.max_bytes", count(body.max_bytes)),
        ("body.max_events", count(body.max_events)),
        ("body.max_depth", count(body.max_depth)),
        ("body.max_nodes", count(body.max_nodes)),
        ("breaker.failures", breaker.failures.into()),
        ("breaker.open_ms", breaker.open_ms),
        ("pool.memory_bytes", count(pool.memory_bytes)),
        ("store.component_bytes", store.component_bytes),
        ("store.artifact_bytes", store.artifact_bytes),
        ("store.cpu_seconds", store.cpu_seconds),
        ("store.wall_seconds", store.wall_seconds),
        ("store.memory_bytes", store.memory_bytes),
        ("store.configure_ms", store.configure_ms),
        ("store.at_once", count(store.at_once)),
    ];
    let zero = positive.iter().filter(|(_, value)| *value == 0);
    let mut mistakes: Vec<String> = zero.map(|(key, _)| format!("{key}: 0 is not taken; at least 1")).collect();
    mistakes.extend(limits.mistakes("limits."));
    if body.max_buffered_bytes < body.max_bytes {
        let (buffered, one) = (body.max_buffered_bytes, body.max_bytes);
        mistakes.push(format!(
            "body.max_buffered_bytes: {buffered} holds not even one body; at least body.max_bytes, {one}"
        ));
    }
    let series = series::of_tenant(config.ceiling.filters, config.ceiling.keys);
    if config.ceiling.series < series {
        let (most, filters) = (config.ceiling.series, config.ceiling.filters);
        mistakes.push(format!(
            "ceiling.series: {most} is less than {filters} filters (`ceiling.filters`) have by themselves; at least {series}"
        ));
    }
    if limits.memory_bytes > pool.memory_bytes as u64 {
        let (one, all) = (limits.memory_bytes, pool.memory_bytes);
        mistakes
            .push(format!("limits.memory_bytes: {one} is more than a sandbox has; at most pool.memory_bytes, {all}"));
    }
    let (events, metrics) = (server.listen, config.metrics.listen);
    let same_ip = events.ip() == metrics.ip() || events.ip().is_unspecified() || metrics.ip().is_unspecified();
    // Port 0 is a port of its own for each.
    if events.port() == metrics.port() && events.port() != 0 && same_ip {
        mistakes.push(format!("metrics.listen: {metrics} is taken by server.listen, {events}; choose another port"));
    }
    mistakes
}
