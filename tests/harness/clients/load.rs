use crate::{Raw, Reply, until};
use serde_json::json;
use std::{
    collections::HashSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// Clients that send one batch after another on connections that they keep alive, and remember what was acknowledged.
pub struct Load {
    shared: Arc<Shared>,
    clients: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    rest: Duration,
    tag: String,
    loaded: Mutex<Loaded>,
}

/// What became of the requests.
#[derive(Debug, Default)]
pub struct Loaded {
    /// `/name` of every event that was answered 2xx.
    pub acknowledged: HashSet<String>,
    /// How many requests got which other status.
    pub refused: Vec<u16>,
    /// `/name` of every event of those requests.
    pub refused_events: HashSet<String>,
    /// Connections that broke while a reply was due, with the reason.
    pub broken: Vec<String>,
}

/// Events of one batch.
const EVENTS: usize = 3;
/// A client that is told to close its connection comes back so often: by then, its ingress sends it elsewhere.
const RETURNS: usize = 2;

impl Load {
    /// Starts so many clients; events carry `bytes` of padding.
    pub fn on(address: SocketAddr, clients: usize, bytes: usize) -> Self {
        Self::paced(address, clients, bytes, Duration::ZERO)
    }

    /// As [`Load::paced`], with names of events that begin with `tag`.
    pub fn tagged(address: SocketAddr, clients: usize, bytes: usize, rest: Duration, tag: &str) -> Self {
        Self::start(address, clients, bytes, Shared { rest, tag: tag.to_owned(), ..Shared::default() })
    }

    /// The same; each client rests between two batches, as pages do.
    pub fn paced(address: SocketAddr, clients: usize, bytes: usize, rest: Duration) -> Self {
        Self::start(address, clients, bytes, Shared { rest, ..Shared::default() })
    }

    fn start(address: SocketAddr, clients: usize, bytes: usize, shared: Shared) -> Self {
        let shared = Arc::new(shared);
        let start = |client| {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || shared.send_on(address, client, &"x".repeat(bytes)))
        };
        Self { clients: (0..clients).map(start).collect(), shared }
    }

    /// Waits until so many events have been acknowledged.
    pub fn acknowledged(&self, count: usize) {
        until(&format!("{count} events are acknowledged"), || {
            (self.shared.lock().acknowledged.len() >= count).then_some(())
        });
    }

    /// Waits until so many requests have been refused.
    pub fn refused(&self, count: usize) {
        until(&format!("{count} requests are refused"), || (self.shared.lock().refused.len() >= count).then_some(()));
    }

    /// How many events have been acknowledged so far.
    pub fn so_far(&self) -> usize {
        self.shared.lock().acknowledged.len()
    }

    /// Lets every client end after its reply, or at the end of its connection.
    pub fn stop(self) -> Loaded {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.read_to_end()
    }

    /// Waits until no client can connect any more, or was sent away often enough.
    pub fn read_to_end(self) -> Loaded {
        for client in self.clients {
            client.join().expect("clients do not panic");
        }
        std::mem::take(&mut *self.shared.lock())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Loaded> {
        self.loaded.lock().expect("clients do not panic")
    }

    fn send_on(&self, address: SocketAddr, client: usize, padding: &str) {
        let (mut batch, mut returns) = (0, 0);
        let mut connection = Raw::try_to(address);
        while let Some(raw) = connection.as_mut().filter(|_| !self.stop.load(Ordering::Relaxed)) {
            batch += 1;
            let names: Vec<_> = (0..EVENTS).map(|event| format!("{}{client}-{batch}-{event}", self.tag)).collect();
            let events: Vec<_> =
                names.iter().map(|name| json!({"name": name, "attributes": {"padding": padding}})).collect();
            let sent = raw.try_send(Raw::request(&json!(events).to_string()));
            match sent.and_then(|()| raw.try_reply()) {
                Ok(Some(reply)) => {
                    let closes = reply.header("connection") == "close";
                    self.note(reply, names);
                    std::thread::sleep(self.rest);
                    if closes {
                        returns += 1;
                        self.expect_end(raw);
                        connection = if returns > RETURNS { None } else { Raw::try_to(address) };
                    }
                }
                Ok(None) => return self.lock().broken.push("closed where a reply was due".to_owned()),
                Err(error) => return self.lock().broken.push(error.to_string()),
            }
        }
    }

    fn note(&self, reply: Reply, names: Vec<String>) {
        let mut loaded = self.lock();
        if reply.status == 200 {
            loaded.acknowledged.extend(names);
        } else {
            loaded.refused.push(reply.status);
            loaded.refused_events.extend(names);
        }
    }

    fn expect_end(&self, raw: &mut Raw) {
        if let Err(error) = raw.try_closed() {
            self.lock().broken.push(format!("after `connection: close`: {error}"));
        }
    }
}
