use crate::{PATIENCE, Reply};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use sluice_identity::stand_in::AGENT_1;
use std::{
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
};

/// A connection on which anything can be sent, piece by piece.
pub struct Raw(BufReader<TcpStream>);

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The service closed it.
    Cleanly,
    /// By a reset: what was on its way is lost.
    Reset,
}

impl Raw {
    /// To whoever listens there.
    ///
    /// # Panics
    /// When nobody does.
    pub fn to(address: SocketAddr) -> Self {
        Self::try_to(address).expect("the service listens")
    }

    /// None where nobody listens.
    pub(crate) fn try_to(address: SocketAddr) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream.set_nodelay(true).expect("an option can be set");
        Some(Self(BufReader::new(stream)))
    }

    /// The head of a request with a good token; `more` are lines of further headers, each with its end.
    pub fn head(more: &str) -> String {
        let token = AGENT_1.token;
        format!("POST /v1/events HTTP/1.1\r\nhost: sluice\r\nauthorization: Bearer {token}\r\n{more}\r\n")
    }

    /// A whole request.
    pub fn request(body: &str) -> String {
        format!("{}{body}", Self::head(&format!("content-length: {}\r\n", body.len())))
    }

    /// Sends bytes.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.try_send(bytes).expect("the connection takes bytes");
        self
    }

    /// Sends bytes to a service that may have ended the connection.
    ///
    /// # Errors
    /// When it has.
    pub fn try_send(&mut self, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
        self.0.get_mut().write_all(bytes.as_ref())
    }

    /// Says that nothing more will be sent.
    pub fn finish(&mut self) -> &mut Self {
        // The service may have ended the connection by now.
        let _ = self.0.get_mut().shutdown(std::net::Shutdown::Write);
        self
    }

    /// Reads the next reply, which has a `Content-Length`.
    ///
    /// # Panics
    /// When there is none.
    pub fn reply(&mut self) -> Reply {
        self.try_reply().expect("the connection is not reset").expect("a reply before the connection is closed")
    }

    /// The next reply; none where the connection was closed before its first byte.
    ///
    /// # Errors
    /// When the connection broke.
    pub fn try_reply(&mut self) -> std::io::Result<Option<Reply>> {
        let Some(status) = self.line()? else { return Ok(None) };
        let status = status
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or_else(|| panic!("no status: {status}"));
        let mut headers = HeaderMap::new();
        while let Some(line) = self.line()?.filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header: {line}"));
            let name: HeaderName = name.parse().expect("the name of a header");
            headers.append(name, HeaderValue::from_str(value.trim()).expect("the value of a header"));
        }
        let length = headers.get("content-length").and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok(Some(Reply { status, headers, body: Bytes::from(body) }))
    }

    fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let whole = line.strip_suffix("\r\n").ok_or(ErrorKind::UnexpectedEof)?;
        Ok(Some(whole.to_owned()))
    }

    /// The next `count` bytes.
    ///
    /// # Panics
    /// When they do not come.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.0.read_exact(&mut bytes).expect("the service says more");
        bytes
    }

    /// Everything that the service still says until it ends the connection, in order or by a reset.
    pub fn rest(&mut self) -> Vec<u8> {
        let mut said = Vec::new();
        let _ = self.0.read_to_end(&mut said);
        said
    }

    /// Waits until the service ends the connection; whatever it still says is passed over.
    ///
    /// # Panics
    /// When it does not.
    pub fn closed(&mut self) -> Closed {
        match self.try_closed() {
            Ok(()) => Closed::Cleanly,
            Err(error) if error.kind() == ErrorKind::ConnectionReset => Closed::Reset,
            Err(error) => panic!("the service did not close the connection: {error}"),
        }
    }

    pub(crate) fn try_closed(&mut self) -> std::io::Result<()> {
        self.0.read_to_end(&mut Vec::new()).map(|_| ())
    }
}
