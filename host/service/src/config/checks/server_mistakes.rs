//! What is wrong with `[server]` that no single key shows.

use crate::config::sections::ingress::ProxyProtocol;
use crate::config::sections::server::ServerConfig;
use sluice_wire::Route;

/// Every mistake, each with its key and value.
pub(crate) fn of(server: &ServerConfig) -> Vec<String> {
    let mut mistakes = Vec::new();
    if server.proxy_protocol == ProxyProtocol::Required && server.trusted_peers.is_empty() {
        mistakes.push("server.proxy_protocol: nobody is believed; name the peers in server.trusted_peers".to_owned());
    }
    if server.drain_grace_ms > server.drain_timeout_ms {
        mistakes
            .push("server.drain_grace_ms: more than server.drain_timeout_ms, which begins at the same time".to_owned());
    }
    if server.handshake_timeout_ms == 0 {
        mistakes.push("server.handshake_timeout_ms: at least 1".to_owned());
    }
    if !server.base_path.is_empty() && !is_path(&server.base_path) {
        mistakes.push(format!("server.base_path: {:?} is not as in \"/telemetry\"; {PATH}", server.base_path));
    }
    for (path, stands_for) in &server.paths {
        if !is_path(path) {
            mistakes.push(format!("server.paths: {path:?} is not as in \"/t/e\"; {PATH}"));
        } else if Route::of(path).is_some() {
            mistakes.push(format!("server.paths: {path:?} is a path of the service itself"));
        }
        if Route::of(stands_for).is_none() {
            mistakes
                .push(format!("server.paths.{path:?}: {stands_for:?} is no path of the service; as in \"/v1/events\""));
        }
    }
    mistakes
}

const PATH: &str = "it begins with /, does not end with one, and has letters, digits, and -._~ between them";

fn is_path(text: &str) -> bool {
    let is_segment = |segment: &str| {
        !matches!(segment, "" | "." | "..")
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_segment))
}
