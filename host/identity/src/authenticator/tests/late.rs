//! A service that answers twice, over raw TCP: the second answer must never be taken for the next question's.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};

use super::*;

/// What the service does after its answer to a question.
#[derive(Clone, Copy)]
enum After {
    /// Nothing.
    Quiet,
    /// Sends these bytes in one write with the answer.
    AtOnce(&'static str),
    /// Answers once more, 0 to 10 ms later.
    Late,
}

/// Names the token as the user.
async fn serve(mut stream: BufReader<TcpStream>, after: After, repeated: Arc<AtomicU64>) -> std::io::Result<()> {
    for question in 0.. {
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
        let mut answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        match after {
            After::Quiet => stream.write_all(answer.as_bytes()).await?,
            After::AtOnce(more) => {
                answer.push_str(more);
                stream.write_all(answer.as_bytes()).await?;
            }
            After::Late => {
                stream.write_all(answer.as_bytes()).await?;
                let delay = (token.len() as u64 + token.bytes().map(u64::from).sum::<u64>() + question) % 11;
                tokio::time::sleep(Duration::from_millis(delay)).await;
                stream.write_all(answer.as_bytes()).await?;
                repeated.fetch_add(1, Relaxed);
            }
        }
    }
    Ok(())
}

struct Raw {
    auth: Arc<Authenticator>,
    connections: Arc<AtomicU64>,
    /// Second answers that were sent.
    repeated: Arc<AtomicU64>,
}

async fn raw(after: After) -> Raw {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let config = AuthConfig { url: format!("http://{}", listener.local_addr().unwrap()), ..config() };
    let (connections, repeated) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (count, repeats) = (Arc::clone(&connections), Arc::clone(&repeated));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Relaxed);
            tokio::spawn(serve(BufReader::new(stream), after, Arc::clone(&repeats)));
        }
    });
    Raw { auth: Authenticator::new(&config, unregistered_metrics()).unwrap(), connections, repeated }
}

impl Raw {
    async fn user(&self, token: &str) -> Option<String> {
        let identity = self.auth.identify(&of(token)).await.ok()?;
        identity.user.as_deref().map(str::to_owned)
    }
}

#[tokio::test]
async fn a_second_answer_up_to_ten_milliseconds_late_is_nobodys() {
    let raw = Arc::new(raw(After::Late).await);
    let mut askers = JoinSet::new();
    for asker in 0..4 {
        let raw = Arc::clone(&raw);
        askers.spawn(async move {
            let mut wrong = 0;
            for n in 0..200 {
                let token = format!("token-{asker}-{n}");
                wrong += u32::from(raw.user(&token).await != Some(token));
            }
            wrong
        });
    }
    assert_eq!(askers.join_all().await.into_iter().sum::<u32>(), 0, "of 800 users");
}

#[tokio::test]
async fn a_second_answer_that_has_come_is_seen_before_the_next_question() {
    let raw = raw(After::Late).await;
    for question in 1..=100 {
        let token = format!("token-{question}");
        assert_eq!(raw.user(&token).await, Some(token));
        until(|| raw.repeated.load(Relaxed) == question).await;
        // Every other question comes when connections are trusted again.
        raw.auth.clock.advance(Duration::from_secs(if question % 2 == 0 { 61 } else { 1 }));
    }
    assert_eq!(raw.connections.load(Relaxed), 100);
}

#[tokio::test]
async fn bytes_after_an_answer_end_the_connection() {
    for more in ["x", "\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{\"username\":\"evil\"}"] {
        let raw = raw(After::AtOnce(more)).await;
        for n in 0..20 {
            let token = format!("token-{n}");
            assert_eq!(raw.user(&token).await, Some(token));
            raw.auth.clock.advance(Duration::from_secs(1));
        }
        assert_eq!(raw.connections.load(Relaxed), 20);
    }
}

#[tokio::test]
async fn a_connection_that_keeps_quiet_is_used_again() {
    let raw = raw(After::Quiet).await;
    for n in 0..20 {
        let token = format!("token-{n}");
        assert_eq!(raw.user(&token).await, Some(token));
        raw.auth.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(raw.connections.load(Relaxed), 1);
}
