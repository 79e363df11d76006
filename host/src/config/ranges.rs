//! Numbers with which nothing would work, and numbers that do not go together.

use super::{Config, limits::RunLimits};

/// Every mistake, each with its key and value.
pub(super) fn mistakes(config: &Config) -> Vec<String> {
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
    mistakes.extend(limit_mistakes("limits.", limits));
    if body.max_buffered_bytes < body.max_bytes {
        let (buffered, one) = (body.max_buffered_bytes, body.max_bytes);
        mistakes.push(format!(
            "body.max_buffered_bytes: {buffered} holds not even one body; at least body.max_bytes, {one}"
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

/// Limits with which no run could end well; `key` is where they stand, with a dot.
pub(super) fn limit_mistakes(key: &str, limits: &RunLimits) -> Vec<String> {
    let positive = [
        ("cpu_ms", limits.cpu_ms),
        ("chain_cpu_ms", limits.chain_cpu_ms),
        ("wall_ms", limits.wall_ms),
        ("memory_bytes", limits.memory_bytes),
    ];
    let zero = positive.iter().filter(|(_, value)| *value == 0);
    zero.map(|(name, _)| format!("{key}{name}: 0 is not taken, no run could end well; at least 1")).collect()
}
