//! What hyper gets to read of a newcomer's bytes, and when.

use super::StrictStream;
use crate::server::activity::{Active, Activity};
use crate::server::newcomers::{Newcomers, Turn};
use std::{net::IpAddr, pin::pin, sync::Arc, task::Poll};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

const MAX_HEAD_BYTES: usize = 100;
/// More than one read waits for.
const ROUNDS: usize = 8;
const REQUEST: &[u8] = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc";

type Connection = (DuplexStream, StrictStream<DuplexStream>, Arc<Activity>);

fn connection() -> Connection {
    let newcomers = Newcomers::new(1);
    tokio::spawn(Arc::clone(&newcomers).run_rounds());
    connection_of(&newcomers)
}

fn connection_of(newcomers: &Arc<Newcomers>) -> Connection {
    let (client, server) = tokio::io::duplex(1000);
    let activity = Arc::new(Activity::new());
    let peer = Some(IpAddr::from([192, 0, 2, 1]));
    let turn = Turn::new(Arc::clone(newcomers), Arc::clone(&activity), peer);
    let stream = StrictStream::new(server, Arc::clone(&activity), turn, MAX_HEAD_BYTES);
    (client, stream, activity)
}

/// What there is to read at once, in a buffer of so many bytes.
fn read_now(stream: &mut StrictStream<DuplexStream>, bytes: usize) -> Option<Vec<u8>> {
    let mut buffer = vec![0; bytes];
    let polled = pin!(stream.read(&mut buffer)).poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    let Poll::Ready(read) = polled else { return None };
    buffer.truncate(read.expect("it can be read"));
    Some(buffer)
}

/// What there is to read after a few rounds of turns.
async fn read(stream: &mut StrictStream<DuplexStream>, bytes: usize) -> Option<Vec<u8>> {
    for _ in 0..ROUNDS {
        if let Some(read) = read_now(stream, bytes) {
            return Some(read);
        }
        tokio::task::yield_now().await;
    }
    None
}

#[tokio::test]
async fn a_head_of_a_newcomer_is_shown_when_it_has_ended_in_buffers_of_any_size() {
    for size in [1, 24, 1000] {
        let (mut client, mut stream, _activity) = connection();
        let (last, head) = REQUEST[..REQUEST.len() - 3].split_last().expect("it has bytes");
        for byte in head {
            client.write_all(&[*byte]).await.expect("there is room");
            assert_eq!(read(&mut stream, size).await, None);
        }
        client.write_all(&[&[*last], &b"abc"[..], REQUEST].concat()).await.expect("there is room");
        let mut seen = Vec::new();
        while seen.len() < REQUEST.len() {
            seen.extend(read(&mut stream, size).await.expect("the request is whole"));
        }
        assert_eq!(seen, REQUEST, "the next request is not shown with it");
    }
}

#[tokio::test]
async fn a_head_that_is_too_long_or_cut_is_shown_as_it_is() {
    let (mut client, mut stream, _activity) = connection();
    let long = [&b"POST / HTTP/1.1\r\nx: "[..], &[b'a'; MAX_HEAD_BYTES]].concat();
    client.write_all(&long).await.expect("there is room");
    assert_eq!(read(&mut stream, 1000).await, Some(long));
    let (mut client, mut stream, _activity) = connection();
    client.write_all(b"POST /").await.expect("there is room");
    assert_eq!(read(&mut stream, 1000).await, None);
    drop(client);
    assert_eq!(read(&mut stream, 1000).await, Some(b"POST /".to_vec()));
    assert_eq!(read(&mut stream, 1000).await, Some(Vec::new()));
}

#[tokio::test]
async fn what_a_known_sender_sends_is_shown_as_it_comes() {
    let (mut client, mut stream, activity) = connection();
    Active::new(&activity).know_sender();
    for piece in [&REQUEST[..10], &REQUEST[10..]] {
        client.write_all(piece).await.expect("there is room");
        assert_eq!(read(&mut stream, 1000).await.as_deref(), Some(piece));
    }
}

#[tokio::test]
async fn newcomers_are_read_from_a_few_in_each_round() {
    let newcomers = Newcomers::new(1);
    let mut connections: Vec<_> = (0..20).map(|_| connection_of(&newcomers)).collect();
    for (client, ..) in &mut connections {
        client.write_all(REQUEST).await.expect("there is room");
    }
    let mut has_come = || connections.iter_mut().filter_map(|(_, stream, _)| read_now(stream, 1000)).count();
    // Nobody runs rounds yet.
    let first = has_come();
    assert!((1..=4).contains(&first), "{first}");
    assert_eq!(has_come(), 0);
    tokio::spawn(Arc::clone(&newcomers).run_rounds());
    let mut all = first;
    while all < 20 {
        tokio::task::yield_now().await;
        all += has_come();
    }
}
