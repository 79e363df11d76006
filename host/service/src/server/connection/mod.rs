//! One connection: from its admission to its end.

pub(crate) mod admission;
mod certificate_expiry;
mod connections;
pub(crate) mod ingress;
mod metered;
mod open_connection;
mod poll_on_wake;
mod protocols;
mod proxy_protocol;
pub(crate) mod tls;

pub(super) use connections::Connections;
pub(super) use open_connection::OpenConnection;
