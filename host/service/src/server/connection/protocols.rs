//! HTTP/1.1 and HTTP/2 as hyper speaks them here: what one connection may have of each.

use crate::config::sections::server::ServerConfig;
use hyper_util::{
    rt::{TokioExecutor, TokioTimer},
    server::conn::auto::Builder,
};

/// Streams of one HTTP/2 connection at once.
const MAX_STREAMS: u32 = 32;
/// Of one HTTP/2 head: a field that HPACK says with one byte takes a hundred.
const MAX_HEADER_LIST: usize = 16 << 10;
/// What a client may send of a body that nobody reads yet: as much as a browser's beacon.
const STREAM_WINDOW: u32 = 64 << 10;
/// No stream waits for another; how much of it may be in use is counted.
const CONNECTION_WINDOW: u32 = MAX_STREAMS * STREAM_WINDOW;
/// Bytes of replies that wait for a client that does not read: every reply has less.
const MAX_SEND_BUFFER: usize = 16 << 10;
/// Streams that a client may have reset before they were looked at.
const MAX_RESET_STREAMS: usize = 32;

/// hyper with these limits.
pub(super) fn protocols(config: &ServerConfig) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().header_read_timeout(None).max_buf_size(max_head_bytes(config)).half_close(true);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .adaptive_window(false)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_frame_size(16 << 10)
        .max_send_buf_size(MAX_SEND_BUFFER)
        .max_pending_accept_reset_streams(MAX_RESET_STREAMS)
        .max_header_list_size(u32::try_from(config.max_head_bytes.min(MAX_HEADER_LIST)).unwrap_or(u32::MAX))
        .keep_alive_interval(None);
    builder
}

/// Of a head over HTTP/1.1, and of hyper's buffer, which has 8 KiB at least.
pub(super) fn max_head_bytes(config: &ServerConfig) -> usize {
    config.max_head_bytes.max(8 << 10)
}
