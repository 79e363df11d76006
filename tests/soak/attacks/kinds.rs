//! What clients do to be held in memory, or to take the processor from others.

use super::attackers::Attackers;
use crate::hostile::memory::http2::{DATA, FLOODS, begin, frame, request};
use flate2::{
    Compression,
    write::{GzEncoder, ZlibEncoder},
};
use sluice_identity::stand_in::{AGENT_2, Behaviour};
use sluice_tests::{Genesys, Raw};
use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// How long Genesys Authentication takes where it is slow.
const SLOW: Duration = Duration::from_millis(3_500);
/// A client that is not read gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// One attack.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) start: fn(&Attackers, &Genesys),
}

pub(super) const KINDS: [Kind; 10] = [
    Kind { name: "1,050 HTTP/2 connections with unknown tokens and 1 MB each, slow authentication", start: strangers },
    Kind { name: "the same with 32 streams each", start: streams },
    Kind { name: "10,000 connections with 32 kB of a head that does not end", start: heads },
    Kind { name: "256 bodies that never come, of one token", start: bodies },
    Kind { name: "HTTP/2 frames that carry nothing, on 50 connections", start: frames },
    Kind { name: "250 connections of one agent with gzip bodies of 3.6 MB", start: compressed },
    Kind { name: "500 connections that do not read their replies", start: unread },
    Kind { name: "10,000 connections that send one byte", start: silent },
    Kind { name: "250 connections of a key with gzip envelopes of 3.6 MB", start: envelopes },
    Kind { name: "250 connections of a key with deflated lines of Datadog of 3.6 MB", start: rum },
];

/// The publishable key that the service has.
pub(super) const KEY: &str = "0123456789abcdef0123456789abcdef";
/// The page that may use it.
pub(super) const PAGE: &str = "https://shop.example";

fn strangers(attackers: &Attackers, genesys: &Genesys) {
    ask_with_unknown_tokens(attackers, genesys, 1);
}

fn streams(attackers: &Attackers, genesys: &Genesys) {
    ask_with_unknown_tokens(attackers, genesys, 32);
}

fn ask_with_unknown_tokens(attackers: &Attackers, genesys: &Genesys, streams: u32) {
    genesys.behave(Behaviour::Slow(SLOW));
    let number = Arc::new(AtomicU64::new(0));
    attackers.start(1_050, move |mut stream| {
        let number = number.fetch_add(1, Relaxed);
        async move {
            stream.write_all(&begin()).await?;
            for id in (1..2 * streams).step_by(2) {
                let token = format!("{number:08}-2222-4333-8444-{id:012}");
                // No more than the 64 KiB that every connection begins with.
                let body = frame(DATA, 0, id, &vec![b' '; 16_000 / streams as usize]).repeat(4);
                stream.write_all(&[request(&token, id, 1_000_000), body].concat()).await?;
            }
            read(&mut stream).await
        }
    });
}

fn heads(attackers: &Attackers, _: &Genesys) {
    let head = Arc::new(format!("POST /v1/events HTTP/1.1\r\nx: {}", "a".repeat(32_000)));
    attackers.start(10_000, move |stream| send_and_read(stream, Arc::clone(&head)));
}

fn bodies(attackers: &Attackers, _: &Genesys) {
    let head = Arc::new(head("content-length: 100\r\n") + "{");
    attackers.start(256, move |stream| send_and_read(stream, Arc::clone(&head)));
}

fn frames(attackers: &Attackers, _: &Genesys) {
    for (_, flood) in FLOODS {
        attackers.start(10, move |mut stream| async move {
            stream.write_all(&[begin(), request(AGENT_2.token, 1, 1_000)].concat()).await?;
            let frames = flood().repeat(2_000);
            loop {
                tokio::time::timeout(PATIENCE, stream.write_all(&frames)).await??;
            }
        });
    }
}

fn compressed(attackers: &Attackers, _: &Genesys) {
    let body = gzip(&batch_of_3_6_mb());
    let head = head(&format!("content-encoding: gzip\r\ncontent-length: {}\r\n", body.len()));
    send_again(attackers, [head.as_bytes(), &body].concat());
}

/// Each item of an envelope is read by itself, and what it says is written anew.
fn envelopes(attackers: &Attackers, _: &Genesys) {
    let events = serde_json::from_slice::<Vec<serde_json::Value>>(&batch_of_3_6_mb()).expect("it is JSON");
    let items: String = events.iter().map(|event| format!("\n{{\"type\":\"event\"}}\n{event}")).collect();
    let body = gzip(format!("{{}}{items}").as_bytes());
    let head = of_key("/api/1/envelope/?sentry_key=", "content-encoding: gzip\r\n", body.len());
    send_again(attackers, [head.as_bytes(), &body].concat());
}

fn rum(attackers: &Attackers, _: &Genesys) {
    let events = serde_json::from_slice::<Vec<serde_json::Value>>(&batch_of_3_6_mb()).expect("it is JSON");
    let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let body = encoder.write_all(lines.join("\n").as_bytes()).and_then(|()| encoder.finish());
    let body = body.expect("memory takes everything");
    let head = of_key("/api/v2/rum?dd-evp-encoding=deflate&dd-api-key=", "", body.len());
    send_again(attackers, [head.as_bytes(), &body].concat());
}

fn of_key(path: &str, more: &str, bytes: usize) -> String {
    format!("POST {path}{KEY} HTTP/1.1\r\nhost: sluice\r\norigin: {PAGE}\r\n{more}content-length: {bytes}\r\n\r\n")
}

fn send_again(attackers: &Attackers, request: Vec<u8>) {
    let request = Arc::new(request);
    attackers.start(250, move |mut stream| {
        let request = Arc::clone(&request);
        async move {
            let mut reply = [0; 4096];
            loop {
                stream.write_all(&request).await?;
                // Every reply fits.
                if stream.read(&mut reply).await? == 0 {
                    return Ok(());
                }
            }
        }
    });
}

fn unread(attackers: &Attackers, _: &Genesys) {
    let requests = Arc::new("POST /none HTTP/1.1\r\nhost: sluice\r\ncontent-length: 2\r\n\r\n{}".repeat(200));
    attackers.start(500, move |mut stream| {
        let requests = Arc::clone(&requests);
        async move {
            loop {
                tokio::time::timeout(PATIENCE, stream.write_all(requests.as_bytes())).await??;
            }
        }
    });
}

fn silent(attackers: &Attackers, _: &Genesys) {
    let byte = Arc::new("P".to_owned());
    attackers.start(10_000, move |stream| send_and_read(stream, Arc::clone(&byte)));
}

fn head(more: &str) -> String {
    Raw::head(more).replace(sluice_identity::stand_in::AGENT_1.token, AGENT_2.token)
}

async fn send_and_read(mut stream: TcpStream, bytes: Arc<String>) -> std::io::Result<()> {
    stream.write_all(bytes.as_bytes()).await?;
    read(&mut stream).await
}

/// To the end of the connection.
async fn read(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut said = [0; 4096];
    while stream.read(&mut said).await? > 0 {}
    Ok(())
}

fn batch_of_3_6_mb() -> Vec<u8> {
    let text = "the button next to the other one was clicked, and this is what came of it; ".repeat(50);
    let events: Vec<_> =
        (0..900).map(|number| serde_json::json!({"name": format!("{number}"), "message": text})).collect();
    serde_json::to_vec(&events).expect("it is JSON")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
}
