//! Port 8107: connections, their cap and their times. HTTP/1.1 and HTTP/2, over TLS where it is configured.

pub mod accept;
mod accept_loop;
mod activity;
pub(crate) mod connection;
mod connection_memory;
pub mod heartbeat;
mod http1;
pub(crate) mod http2;
mod newcomers;
mod peer_network;
pub mod places;
pub mod scheduling_delay;
pub mod shutdown;

pub use accept_loop::serve;
pub use connection::tls::{Tls, TlsError};
