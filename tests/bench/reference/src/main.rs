//! `native-reference WORKERS`: hyper, the whole body, a DOM, one regular expression for e-mail addresses, phone and card
//! numbers, one line an event on stdout. No sandbox, no authentication, no acknowledgement after writing.
//!
//! Says on stderr where it listens, and serves until it is killed.

mod redaction;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, Response, StatusCode, body::Incoming, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use std::{
    convert::Infallible,
    io::{self, BufWriter, Write},
    sync::{Arc, LazyLock},
};
use tokio::sync::mpsc::{Receiver, Sender, channel, error::TryRecvError};

const MAX_BODY_BYTES: usize = 4 << 20;
const WAITING_BLOCKS: usize = 1024;
const BUFFER_BYTES: usize = 64 << 10;

fn main() -> io::Result<()> {
    // With the service's features, each number of a DOM is a text of its own: that would flatter the service.
    assert!(
        serde_json::from_str::<Value>("1e999").is_err(),
        "build it alone: cargo build --release -p native-reference"
    );
    let workers = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1);
    LazyLock::force(&redaction::PERSONAL);
    let (lines, waiting) = channel(WAITING_BLOCKS);
    std::thread::spawn(move || write(waiting));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    runtime.block_on(serve(Arc::new(lines)))
}

async fn serve(lines: Arc<Sender<Vec<u8>>>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let lines = Arc::clone(&lines);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, Arc::clone(&lines)));
            let mut builder = hyper::server::conn::http1::Builder::new();
            let _ = builder.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(request: Request<Incoming>, lines: Arc<Sender<Vec<u8>>>) -> Result<Response<Empty<Bytes>>, Infallible> {
    let status = match Limited::new(request.into_body(), MAX_BODY_BYTES).collect().await {
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Ok(body) => match redaction::redacted_lines(&body.to_bytes()) {
            None => StatusCode::BAD_REQUEST,
            Some(block) => match lines.send(block).await {
                Ok(()) => StatusCode::NO_CONTENT,
                Err(_) => StatusCode::SERVICE_UNAVAILABLE,
            },
        },
    };
    let mut reply = Response::new(Empty::new());
    *reply.status_mut() = status;
    Ok(reply)
}

/// Writes blocks as they come, and flushes when none waits.
fn write(mut waiting: Receiver<Vec<u8>>) -> io::Result<()> {
    let mut stdout = BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock());
    loop {
        let block = match waiting.try_recv() {
            Ok(block) => block,
            Err(TryRecvError::Disconnected) => return stdout.flush(),
            Err(TryRecvError::Empty) => {
                stdout.flush()?;
                match waiting.blocking_recv() {
                    Some(block) => block,
                    None => return Ok(()),
                }
            }
        };
        stdout.write_all(&block)?;
    }
}
