//! A service that sends each response twice, over raw TCP. The second one must never be read as the response to the next
//! request.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};

use super::*;

/// What the service sends after its response.
#[derive(Clone, Copy)]
enum Surplus {
    Nothing,
    /// These bytes, in the same write as the response.
    Bytes(&'static str),
    /// The response once more, 0 to 10 ms later.
    LateDuplicate,
}

/// Responds to each request with the token as the user name.
async fn serve(mut stream: BufReader<TcpStream>, surplus: Surplus, duplicates: Arc<AtomicU64>) -> std::io::Result<()> {
    for request in 0.. {
        let mut token = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            if let Some(value) = line.trim().strip_prefix("authorization: Bearer ") {
                token = value.to_owned();
            }
            if line == "\r\n" {
                break;
            }
        }
        let body = format!(r#"{{"username":"{token}"}}"#);
        let mut response = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        match surplus {
            Surplus::Nothing => stream.write_all(response.as_bytes()).await?,
            Surplus::Bytes(more) => {
                response.push_str(more);
                stream.write_all(response.as_bytes()).await?;
            }
            Surplus::LateDuplicate => {
                stream.write_all(response.as_bytes()).await?;
                let delay = (token.len() as u64 + token.bytes().map(u64::from).sum::<u64>() + request) % 11;
                tokio::time::sleep(Duration::from_millis(delay)).await;
                stream.write_all(response.as_bytes()).await?;
                duplicates.fetch_add(1, Relaxed);
            }
        }
    }
    Ok(())
}

struct RawService {
    auth: Arc<Authenticator>,
    connections: Arc<AtomicU64>,
    /// The number of duplicates that were sent.
    duplicates: Arc<AtomicU64>,
}

async fn start_raw(surplus: Surplus) -> RawService {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let config = AuthConfig { url: format!("http://{}", listener.local_addr().unwrap()), ..config() };
    let (connections, duplicates) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (connection_count, duplicate_count) = (Arc::clone(&connections), Arc::clone(&duplicates));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            connection_count.fetch_add(1, Relaxed);
            tokio::spawn(serve(BufReader::new(stream), surplus, Arc::clone(&duplicate_count)));
        }
    });
    RawService { auth: Authenticator::new(&config, unregistered_metrics()).unwrap(), connections, duplicates }
}

impl RawService {
    async fn identify_user(&self, token: &str) -> Option<String> {
        let identity = self.auth.identify(&parse_token(token)).await.ok()?;
        identity.user.as_deref().map(str::to_owned)
    }
}

#[tokio::test]
async fn a_late_duplicate_identifies_no_other_user() {
    let service = Arc::new(start_raw(Surplus::LateDuplicate).await);
    let mut clients = JoinSet::new();
    for client in 0..4 {
        let service = Arc::clone(&service);
        clients.spawn(async move {
            let mut wrong = 0;
            for n in 0..200 {
                let token = format!("token-{client}-{n}");
                wrong += u32::from(service.identify_user(&token).await != Some(token));
            }
            wrong
        });
    }
    assert_eq!(clients.join_all().await.into_iter().sum::<u32>(), 0, "of 800 users");
}

#[tokio::test]
async fn a_duplicate_that_was_received_closes_the_connection() {
    let service = start_raw(Surplus::LateDuplicate).await;
    for request in 1..=100 {
        let token = format!("token-{request}");
        assert_eq!(service.identify_user(&token).await, Some(token));
        wait_until(|| service.duplicates.load(Relaxed) == request).await;
        // Before every other request, connections may be reused again.
        service.auth.clock.advance(Duration::from_secs(if request % 2 == 0 { 61 } else { 1 }));
    }
    assert_eq!(service.connections.load(Relaxed), 100);
}

#[tokio::test]
async fn bytes_after_a_response_close_the_connection() {
    for more in ["x", "\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{\"username\":\"evil\"}"] {
        let service = start_raw(Surplus::Bytes(more)).await;
        for n in 0..20 {
            let token = format!("token-{n}");
            assert_eq!(service.identify_user(&token).await, Some(token));
            service.auth.clock.advance(Duration::from_secs(1));
        }
        assert_eq!(service.connections.load(Relaxed), 20);
    }
}

#[tokio::test]
async fn a_connection_without_surplus_bytes_is_reused() {
    let service = start_raw(Surplus::Nothing).await;
    for n in 0..20 {
        let token = format!("token-{n}");
        assert_eq!(service.identify_user(&token).await, Some(token));
        service.auth.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(service.connections.load(Relaxed), 1);
}
