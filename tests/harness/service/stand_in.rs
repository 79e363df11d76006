use sluice_identity::stand_in::{Behaviour, StandIn};
use std::{
    net::SocketAddr,
    sync::{Mutex, OnceLock},
};
use tokio::{net::TcpListener, runtime::Runtime};

/// The runtime of everything that is asynchronous in the tests; tests themselves wait for it.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads can be started")
    })
}

/// Genesys Authentication: the stand-in, on a port that outlives it.
pub struct Genesys {
    address: SocketAddr,
    running: Mutex<Option<StandIn>>,
}

impl Genesys {
    /// Starts it on a free port.
    pub fn start() -> Self {
        let stand_in = on_port(0);
        Self { address: stand_in.address(), running: Mutex::new(Some(stand_in)) }
    }

    /// For `auth.url`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the behaviour for lookups of tokens.
    pub fn behave(&self, behaviour: Behaviour) {
        self.with(|stand_in| stand_in.set_lookup_behaviour(behaviour));
    }

    /// The number of lookups since the last start.
    pub fn lookups(&self) -> u64 {
        self.with(StandIn::lookups)
    }

    /// Ends it: connections break, and new ones are refused.
    pub fn kill(&self) {
        drop(self.running.lock().expect("no test has panicked here").take());
    }

    /// Starts it again where it was.
    pub fn revive(&self) {
        *self.running.lock().expect("no test has panicked here") = Some(on_port(self.address.port()));
    }

    fn with<T>(&self, ask: impl FnOnce(&StandIn) -> T) -> T {
        ask(self.running.lock().expect("no test has panicked here").as_ref().expect("it runs"))
    }
}

fn on_port(port: u16) -> StandIn {
    runtime().block_on(async {
        // The accept loop of the one before may not have been dropped yet.
        loop {
            match TcpListener::bind(("127.0.0.1", port)).await {
                Ok(listener) => return StandIn::start(listener).expect("it has an address"),
                Err(_) => tokio::task::yield_now().await,
            }
        }
    })
}
