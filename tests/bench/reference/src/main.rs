//! `native-reference WORKERS`: hyper, the whole body, a DOM, one regular expression for e-mail addresses, phone and card
//! numbers, one line an event on stdout. No sandbox, no authentication, no acknowledgement after writing.
//!
//! Says on stderr where it listens, and serves until it is killed.

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, Response, StatusCode, body::Incoming, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use regex::Regex;
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

static PERSONAL: LazyLock<Regex> = LazyLock::new(|| {
    let email = r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}";
    let phone = r"\+?[0-9]{1,3}[ .-]\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}";
    let card = r"[0-9](?:[ -]?[0-9]){12,18}";
    Regex::new(&format!("{email}|{phone}|{card}")).expect("the expression is one")
});

fn main() -> io::Result<()> {
    // With the service's features, each number of a DOM is a text of its own: that would flatter the service.
    assert!(
        serde_json::from_str::<Value>("1e999").is_err(),
        "build it alone: cargo build --release -p native-reference"
    );
    let workers = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1);
    LazyLock::force(&PERSONAL);
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
        Ok(body) => match redacted_lines(&body.to_bytes()) {
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

/// One line for each event of a body.
fn redacted_lines(body: &[u8]) -> Option<Vec<u8>> {
    let mut events = match serde_json::from_slice(body).ok()? {
        Value::Array(events) => events,
        event => vec![event],
    };
    let mut lines = Vec::with_capacity(body.len() + body.len() / 8 + 64);
    for event in &mut events {
        redact(event);
        if let Value::Object(members) = event {
            members.insert("redacted".to_owned(), Value::Bool(true));
        }
        serde_json::to_writer(&mut lines, event).ok()?;
        lines.push(b'\n');
    }
    Some(lines)
}

fn redact(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let std::borrow::Cow::Owned(redacted) = PERSONAL.replace_all(text, "[redacted]") {
                *text = redacted;
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(redact),
        Value::Object(members) => members.values_mut().for_each(redact),
        _ => {}
    }
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
