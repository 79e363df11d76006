use sluice_tests::{Raw, Service, personal_batch};
use std::{
    fmt, thread,
    time::{Duration, Instant},
};

/// Its requests, alone and beside each attack.
const REQUESTS: usize = 1_000;
const PAUSE: Duration = Duration::from_millis(5);
/// Requests of one connection.
const OF_CONNECTION: usize = 20;
/// A connection may be closed for want of places while it has no request in flight; a client then opens another.
const TRIES: usize = 3;

/// How long a client that behaves waited for its replies, in order.
pub(super) struct Times {
    all: Vec<Duration>,
    /// Those for which it had to open a connection.
    first: Vec<Duration>,
}

/// Sends batches of twenty events, one after another.
///
/// # Panics
/// When one is refused, or not answered on the third connection.
pub(super) fn measure(service: &Service) -> Times {
    let batch = Raw::request(&personal_batch(20).to_string());
    let mut connection = None;
    let times: Vec<_> = (0..REQUESTS)
        .map(|turn| {
            thread::sleep(PAUSE);
            if turn.is_multiple_of(OF_CONNECTION) {
                connection = None;
            }
            let started = Instant::now();
            let answered = (0..TRIES).any(|_| {
                let raw = connection.get_or_insert_with(|| service.raw());
                let reply = raw.try_send(&batch).and_then(|()| raw.try_reply()).ok().flatten();
                match &reply {
                    Some(reply) => assert_eq!(reply.status, 200, "refused: {}", reply.text()),
                    None => connection = None,
                }
                reply.is_some()
            });
            assert!(answered, "request {turn} was not answered on {TRIES} connections");
            started.elapsed()
        })
        .collect();
    let (mut all, mut first) = (times.clone(), times.into_iter().step_by(OF_CONNECTION).collect::<Vec<_>>());
    all.sort_unstable();
    first.sort_unstable();
    Times { all, first }
}

impl Times {
    pub(super) fn p99(&self) -> Duration {
        of(&self.all, 99)
    }
}

impl fmt::Display for Times {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (all, first) = (&self.all, &self.first);
        write!(formatter, "p50 {:.1?}, p99 {:.1?}", of(all, 50), of(all, 99))?;
        write!(formatter, " (on a new connection p50 {:.1?}, p90 {:.1?})", of(first, 50), of(first, 90))
    }
}

fn of(sorted: &[Duration], percent: usize) -> Duration {
    sorted[sorted.len() * percent / 100]
}
