//! What a connection takes of memory before a client has sent anything.

use crate::config::sections::server::ServerConfig;

/// An idle connection over HTTP/1: its task, hyper's state, and buffers that have a whole small head.
const BASE_BYTES: usize = HEAD_BYTES + (8 << 10);
/// TLS: keys, and buffers of one record in each direction.
const TLS_BYTES: usize = 40 << 10;
/// hyper reads into a buffer of this size first.
pub(super) const HEAD_BYTES: usize = 8 << 10;

/// Bytes that an idle connection has.
pub(super) fn idle_bytes(config: &ServerConfig) -> usize {
    if config.tls.is_some() { BASE_BYTES + TLS_BYTES } else { BASE_BYTES }
}
