//! A connection whose memory is counted: a head while it arrives, the streams of HTTP/2 and what nobody has read of their
//! bodies. Where there is no room for more, nothing more is read from the client until there is.

use crate::memory::budget::Held;
use crate::metrics::ConnectionsEnded;
use crate::server::activity::Activity;
use crate::server::connection_memory::HEAD_BYTES;
use crate::server::http2::frames::{FrameReader, PREFACE};
use crate::server::http2::ledger::{Ledger, STREAM_BYTES};
use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::Sleep,
};

/// What HTTP/2 needs more: h2's state, HPACK tables and buffers, and what is always read.
const HTTP2_BYTES: usize = (16 << 10) + ALWAYS_READ_BYTES;
/// The largest frame of HTTP/2, and the stream that it is for: so much of each connection is always read.
const ALWAYS_READ_BYTES: usize = STREAM_BYTES + (16 << 10) + 256;
/// hyper's buffers in both directions, which may fill up when a client of HTTP/1 does not read its replies. Those of HTTP/2 are
/// counted with its streams.
const UNREAD_REPLIES_BYTES: usize = 64 << 10;
/// Between two looks whether there is room, and how many looks there are before the connection is ended: of a client that
/// has gone nobody hears while nothing is read.
const PAUSE: Duration = Duration::from_millis(10);
const MAX_PAUSES: u32 = 500;

/// See the module.
pub(crate) struct Metered<S> {
    stream: S,
    activity: Arc<Activity>,
    /// What is always held, and what came to it.
    memory: Held,
    always: usize,
    protocol: Protocol,
    pause: Option<Pin<Box<Sleep>>>,
    /// Pauses since there was room.
    pauses: u32,
    /// Whether the client does not read.
    is_blocked: bool,
    ended: ConnectionsEnded,
}

enum Protocol {
    /// So many bytes of HTTP/2's preface have come, and nothing else.
    Unknown(usize),
    Http1 {
        /// Of a head that has not ended.
        head: usize,
        /// Requests that had begun when it did.
        begun: usize,
    },
    Http2(Box<Http2>),
}

struct Http2 {
    received: FrameReader,
    sent: FrameReader,
    ledger: Ledger,
}

/// Why a connection is ended.
#[derive(Debug, thiserror::Error)]
enum Ending {
    #[error("there is no memory for more of what the client sends")]
    NoMemory,
    #[error("the client sends too many frames that carry nothing")]
    Flood,
}

impl<S> Metered<S> {
    /// Takes over what is `held` for an idle connection. Whatever comes to it leaves room for new connections: what HTTP/2 needs
    /// a quarter of the budget, and what a client sends half of it.
    pub(crate) fn new(stream: S, activity: Arc<Activity>, mut held: Held, ended: ConnectionsEnded) -> Self {
        held.leave_quarters(2);
        let (always, protocol) = (held.bytes(), Protocol::Unknown(0));
        Self { stream, activity, memory: held, always, protocol, pause: None, pauses: 0, is_blocked: false, ended }
    }

    /// Bytes beyond what is always held.
    fn extra(&self) -> usize {
        match &self.protocol {
            Protocol::Unknown(_) => 0,
            // hyper's buffer grows to the power of two above it.
            Protocol::Http1 { .. } if self.is_blocked => UNREAD_REPLIES_BYTES,
            Protocol::Http1 { head, .. } => 2 * head.saturating_sub(HEAD_BYTES),
            Protocol::Http2(http2) => http2.ledger.held().saturating_sub(ALWAYS_READ_BYTES),
        }
    }

    /// Waits while there is no room for what else would come. The rest of a head is not waited for: nothing makes it smaller.
    fn poll_room(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Ending>> {
        self.count();
        while self.extra() > 0 && self.memory.is_exhausted() {
            if matches!(self.protocol, Protocol::Http1 { .. }) || self.pauses == MAX_PAUSES {
                return Poll::Ready(Err(Ending::NoMemory));
            }
            let pause = self.pause.get_or_insert_with(|| Box::pin(tokio::time::sleep(PAUSE)));
            ready!(pause.as_mut().poll(context));
            (self.pause, self.pauses) = (None, self.pauses + 1);
            self.count();
        }
        self.pauses = 0;
        Poll::Ready(Ok(()))
    }

    /// Makes the budget know what is held by now.
    fn count(&mut self) {
        if let Protocol::Http1 { head, begun } = &mut self.protocol {
            let requests = self.activity.begun();
            if requests != *begun || !self.activity.is_idle() {
                (*head, *begun) = (0, requests);
            }
        }
        let (held, now) = (self.memory.bytes(), self.always + self.extra());
        if now > held {
            // That there is no room is seen before the next read.
            let _ = self.memory.add(now - held);
        } else if now < held {
            self.memory.release(held - now);
        }
    }

    fn enter_received(&mut self, mut bytes: &[u8]) -> Result<(), Ending> {
        if let Protocol::Unknown(seen) = &mut self.protocol {
            let same = PREFACE[*seen..].iter().zip(bytes).take_while(|(a, b)| a == b).count();
            *seen += same;
            if *seen == PREFACE.len() {
                bytes = &bytes[same..];
                self.begin_http2()?;
            } else if same < bytes.len() {
                self.protocol = Protocol::Http1 { head: 0, begun: self.activity.begun() };
            }
        }
        match &mut self.protocol {
            Protocol::Unknown(_) => {}
            Protocol::Http1 { head, .. } => *head += bytes.len(),
            Protocol::Http2(http2) => {
                while let Some(frame) = http2.received.next(&mut bytes) {
                    http2.ledger.enter_received(frame).map_err(|_| Ending::Flood)?;
                }
            }
        }
        self.count();
        Ok(())
    }

    fn begin_http2(&mut self) -> Result<(), Ending> {
        self.always += HTTP2_BYTES;
        let http2 = Http2 { received: FrameReader::default(), sent: FrameReader::default(), ledger: Ledger::new() };
        self.protocol = Protocol::Http2(Box::new(http2));
        self.memory.leave_quarters(1);
        let added = self.memory.add(HTTP2_BYTES);
        self.memory.leave_quarters(2);
        added.map_err(|_| Ending::NoMemory)
    }

    fn enter_sent<'a>(&mut self, pieces: impl IntoIterator<Item = &'a [u8]>, mut sent: usize) {
        let Protocol::Http2(http2) = &mut self.protocol else { return };
        for piece in pieces {
            let mut bytes = &piece[..piece.len().min(sent)];
            sent -= bytes.len();
            while let Some(frame) = http2.sent.next(&mut bytes) {
                http2.ledger.enter_sent(frame);
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> Metered<S> {
    /// Tells the client why, as far as it still reads.
    fn end(&mut self, context: &mut Context<'_>, ending: Ending) -> io::Error {
        match ending {
            Ending::NoMemory => self.ended.memory.inc(),
            Ending::Flood => self.ended.frames.inc(),
        }
        if let Protocol::Http2(http2) = &self.protocol
            && http2.sent.is_between_frames()
        {
            let frame = go_away(http2.ledger.last_stream());
            let _ = Pin::new(&mut self.stream).poll_write(context, &frame);
            let _ = Pin::new(&mut self.stream).poll_flush(context);
        }
        io::Error::other(ending)
    }
}

/// `GOAWAY` with `ENHANCE_YOUR_CALM`: <https://www.rfc-editor.org/rfc/rfc9113#section-6.8>
fn go_away(last_stream: u32) -> [u8; 17] {
    let [a, b, c, d] = last_stream.to_be_bytes();
    [0, 0, 8, 7, 0, 0, 0, 0, 0, a, b, c, d, 0, 0, 0, 11]
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Metered<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Err(ending) = ready!(this.poll_room(context)) {
            return Poll::Ready(Err(this.end(context, ending)));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        let received = this.enter_received(&buffer.filled()[before..]);
        Poll::Ready(received.map_err(|ending| this.end(context, ending)))
    }
}

impl<S: AsyncWrite + Unpin> Metered<S> {
    /// Counts what is held for a client that does not read, and ends its connection where there is no room for that.
    fn poll_written(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if self.is_blocked != written.is_pending() {
            self.is_blocked = written.is_pending();
            self.count();
            let is_http1 = matches!(self.protocol, Protocol::Http1 { .. });
            if self.is_blocked && is_http1 && self.memory.is_exhausted() {
                return Poll::Ready(Err(self.end(context, Ending::NoMemory)));
            }
        }
        written
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        let sent = ready!(this.poll_written(context, written))?;
        this.enter_sent([bytes], sent);
        Poll::Ready(Ok(sent))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        let sent = ready!(this.poll_written(context, written))?;
        this.enter_sent(pieces.iter().map(|piece| &**piece), sent);
        Poll::Ready(Ok(sent))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
