use super::cores;
use std::{
    future::Future,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    net::{TcpSocket, TcpStream},
    runtime::Runtime,
};

/// Clients come from so many addresses, and the one that behaves from another: together, they may have all places.
const ADDRESSES: usize = 8;
/// Before a client whose connection was closed comes back.
const PAUSE: Duration = Duration::from_millis(20);

/// Clients that mean harm, until this is dropped.
pub(super) struct Attackers {
    runtime: Option<Runtime>,
    service: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Attackers {
    pub(super) fn on(service: SocketAddr) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            // The client that behaves is elsewhere, too: it does not wait for them.
            .on_thread_start(cores::yield_to_others)
            .enable_all()
            .build()
            .expect("threads can be started");
        Self { runtime: Some(runtime), service, connections: Arc::default() }
    }

    /// So many clients; each opens a connection, does what `attack` does with it, and comes back when it was closed.
    pub(super) fn start<F>(&self, clients: usize, attack: impl Fn(TcpStream) -> F + Clone + Send + 'static)
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let runtime = self.runtime.as_ref().expect("it runs until it is dropped");
        for client in 0..clients {
            let (attack, service, connections) = (attack.clone(), self.service, Arc::clone(&self.connections));
            runtime.spawn(async move {
                loop {
                    if let Ok(stream) = connect(client, service).await {
                        connections.fetch_add(1, Relaxed);
                        // The service may close it at any time.
                        let _ = attack(stream).await;
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            });
        }
    }

    /// Connections that they have made so far.
    pub(super) fn connections(&self) -> usize {
        self.connections.load(Relaxed)
    }
}

impl Drop for Attackers {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn connect(client: usize, service: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    let last = u8::try_from(1 + client % ADDRESSES).expect("few addresses");
    socket.bind((Ipv4Addr::new(127, 0, 1, last), 0).into())?;
    // What a client that does not read takes is small.
    socket.set_recv_buffer_size(4 << 10)?;
    socket.connect(service).await
}
