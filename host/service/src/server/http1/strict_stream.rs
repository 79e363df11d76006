//! A connection that shows hyper no request which others may read otherwise, and one request at a time; what a newcomer sends,
//! when its turn has come, and of a head nothing before its end.

use super::framing::{Fault, Framing};
use crate::server::activity::Activity;
use crate::server::newcomers::Turn;
use bytes::BytesMut;
use std::{
    future::Future,
    io::{self, IoSlice},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

/// In place of the rest of a head that is not taken. NUL is nowhere in a head, so hyper answers 400, after the requests before
/// it, and closes the connection.
const END_OF_REFUSED_HEAD: &[u8] = b"\0\r\n\r\n";

/// Passes bytes on as long as there is only one way to read them.
pub(in crate::server) struct StrictStream<S> {
    stream: S,
    framing: Framing,
    refused: Option<Refused>,
    waiting: Waiting,
    turn: Turn,
    /// From so many bytes on, a head is shown before its end: hyper refuses it.
    max_head_bytes: usize,
    /// Told of the first byte, and then forgotten.
    silent: Option<Arc<Activity>>,
}

/// What hyper does not get to read yet: what a newcomer sends, and requests that came behind the one that hyper has. hyper would
/// answer many of them in one turn of its task, and other connections would wait: each has a turn of its own.
#[derive(Default)]
struct Waiting {
    bytes: BytesMut,
    /// So many of them have been examined, and are of one request.
    examined: usize,
    /// Whether these have had their turn.
    has_turn: bool,
    has_yielded: bool,
}

/// What hyper gets to read from now on.
enum Refused {
    /// These bytes, then the end.
    Head(&'static [u8]),
    /// An error: the request has a reply of its own.
    Body,
}

impl<S> StrictStream<S> {
    pub(in crate::server) fn new(stream: S, activity: Arc<Activity>, turn: Turn, max_head_bytes: usize) -> Self {
        let (framing, waiting, silent) = (Framing::new(), Waiting::default(), Some(activity));
        Self { stream, framing, refused: None, waiting, turn, max_head_bytes, silent }
    }

    /// How many of these bytes hyper gets to read: up to the end of a request, or to the first that must not be read.
    fn examine(framing: &mut Framing, refused: &mut Option<Refused>, bytes: &[u8]) -> usize {
        framing.advance(bytes).unwrap_or_else(|Fault { at, is_in_head }| {
            *refused = Some(if is_in_head { Refused::Head(END_OF_REFUSED_HEAD) } else { Refused::Body });
            at
        })
    }

    /// Whether hyper may have what was examined.
    fn is_whole(&self) -> bool {
        self.refused.is_some() || self.waiting.examined >= self.max_head_bytes || !self.framing.is_within_head()
    }

    /// Waits for the turn of a newcomer; others let their thread do something else, once.
    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.waiting.has_turn {
            return Poll::Ready(());
        }
        if self.turn.is_needed() {
            ready!(self.turn.poll(context));
        } else if !std::mem::replace(&mut self.waiting.has_yielded, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        (self.waiting.has_turn, self.waiting.has_yielded) = (true, false);
        Poll::Ready(())
    }
}

impl Waiting {
    /// Passes on what has had its turn, as far as there is room.
    fn pass(&mut self, buffer: &mut ReadBuf<'_>) {
        let passed = self.examined.min(buffer.remaining());
        buffer.put_slice(&self.bytes.split_to(passed));
        self.examined -= passed;
        self.has_turn = self.examined > 0;
    }
}

impl Refused {
    fn read(&mut self, buffer: &mut ReadBuf<'_>) -> io::Result<()> {
        match self {
            Self::Head(left) => {
                let (now, later) = left.split_at(left.len().min(buffer.remaining()));
                buffer.put_slice(now);
                *left = later;
                Ok(())
            }
            Self::Body => Err(io::Error::new(io::ErrorKind::InvalidData, "the framing of the body is ambiguous")),
        }
    }
}

impl<S: AsyncRead + Unpin> StrictStream<S> {
    /// Reads what hyper gets at once, up to the end of a request.
    fn poll_read_directly(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let bytes = &buffer.filled()[before..];
        if let Some(activity) = self.silent.take_if(|_| !bytes.is_empty()) {
            activity.hear();
        }
        let passed = Self::examine(&mut self.framing, &mut self.refused, bytes);
        self.waiting.bytes.extend_from_slice(&bytes[passed..]);
        buffer.set_filled(before + passed);
        match &mut self.refused {
            // Without a byte it would be the end.
            Some(refused) if passed == 0 => Poll::Ready(refused.read(buffer)),
            _ => Poll::Ready(Ok(())),
        }
    }

    /// Reads what waits; a newcomer, of whom many may come at once and most be gone before, when its turn has come.
    fn poll_read_in_turn(&mut self, context: &mut Context<'_>) -> Poll<io::Result<bool>> {
        if !self.turn.is_needed() {
            return self.poll_read_ahead(context);
        }
        ready!(self.turn.poll(context));
        let read = self.poll_read_ahead(context);
        // What has come has had its turn if it is a whole request.
        self.waiting.has_turn = read.is_ready();
        read
    }

    /// Reads what waits; says whether something has come.
    fn poll_read_ahead(&mut self, context: &mut Context<'_>) -> Poll<io::Result<bool>> {
        const READ_BYTES: usize = 8 << 10;
        self.waiting.bytes.reserve(READ_BYTES);
        let read = ready!(pin!(self.stream.read_buf(&mut self.waiting.bytes)).poll(context))?;
        if let Some(activity) = self.silent.take_if(|_| read > 0) {
            activity.hear();
        }
        Poll::Ready(Ok(read > 0))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for StrictStream<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            if let Some(refused) = this.refused.as_mut().filter(|_| this.waiting.examined == 0) {
                return Poll::Ready(refused.read(buffer));
            }
            if this.waiting.bytes.is_empty() && !this.turn.is_needed() {
                return this.poll_read_directly(context, buffer);
            }
            let waiting = &mut this.waiting;
            if waiting.examined < waiting.bytes.len() && (waiting.examined == 0 || this.framing.is_within_head()) {
                let new = &waiting.bytes[waiting.examined..];
                waiting.examined += Self::examine(&mut this.framing, &mut this.refused, new);
            }
            if this.waiting.examined > 0 && this.is_whole() {
                ready!(this.poll_turn(context));
                this.waiting.pass(buffer);
                return Poll::Ready(Ok(()));
            }
            this.waiting.has_turn = false;
            if this.refused.is_none() && !ready!(this.poll_read_in_turn(context))? {
                // The end, also of a head in the middle.
                this.waiting.pass(buffer);
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for StrictStream<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
