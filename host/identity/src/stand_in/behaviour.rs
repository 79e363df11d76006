//! How the stand-in responds.

use std::time::Duration;

use bytes::Bytes;

/// How the stand-in responds to a kind of request.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// As documented.
    Normal,
    /// Not until the behaviour changes, and then as the new one says.
    Hang,
    /// As documented, after a delay.
    Slow(Duration),
    /// With this status and an empty body. A redirect leads to the same path.
    Status(u16),
    /// With status 200 and this body.
    Body(Bytes),
    /// With status 200 and an endless body.
    EndlessBody,
    /// With status 200 and a body that stops after its first byte.
    StalledBody,
    /// Closes the connection.
    CloseConnection,
}
