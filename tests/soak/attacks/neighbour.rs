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
pub(super) struct Times(Vec<Duration>);

/// Sends batches of twenty events, one after another.
///
/// # Panics
/// When one is refused, or not answered on the third connection.
pub(super) fn measure(service: &Service) -> Times {
    let batch = Raw::request(&personal_batch(20).to_string());
    let mut connection = None;
    let mut times: Vec<_> = (0..REQUESTS)
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
    times.sort_unstable();
    Times(times)
}

impl Times {
    pub(super) fn p99(&self) -> Duration {
        self.0[REQUESTS * 99 / 100]
    }
}

impl fmt::Display for Times {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "p50 {:.1?}, p99 {:.1?}", self.0[REQUESTS / 2], self.p99())
    }
}
