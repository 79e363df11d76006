//! A connection that shows hyper no request which others may read otherwise, and one request at a time.

use super::framing::{Fault, Framing};
use crate::server::connection::activity::Activity;
use bytes::BytesMut;
use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// In place of the rest of a head that is not taken. NUL is nowhere in a head, so hyper answers 400, after the requests before
/// it, and closes the connection.
const END_OF_REFUSED_HEAD: &[u8] = b"\0\r\n\r\n";

/// Passes bytes on as long as there is only one way to read them.
pub(in crate::server) struct StrictStream<S> {
    stream: S,
    framing: Framing,
    refused: Option<Refused>,
    /// Requests that came behind the one that hyper has. hyper would answer many of them in one turn of its task, and other
    /// connections would wait: each has a turn of its own.
    pipelined: BytesMut,
    has_yielded: bool,
    /// Told of the first byte, and then forgotten.
    silent: Option<Arc<Activity>>,
}

/// What hyper gets to read from now on.
enum Refused {
    /// These bytes, then the end.
    Head(&'static [u8]),
    /// An error: the request has a reply of its own.
    Body,
}

impl<S> StrictStream<S> {
    pub(in crate::server) fn new(stream: S, activity: Arc<Activity>) -> Self {
        let (pipelined, silent) = (BytesMut::new(), Some(activity));
        Self { stream, framing: Framing::new(), refused: None, pipelined, has_yielded: false, silent }
    }

    /// How many of these bytes hyper gets to read: up to the end of a request, or to the first that must not be read.
    fn examine(framing: &mut Framing, refused: &mut Option<Refused>, bytes: &[u8]) -> usize {
        framing.advance(bytes).unwrap_or_else(|Fault { at, is_in_head }| {
            *refused = Some(if is_in_head { Refused::Head(END_OF_REFUSED_HEAD) } else { Refused::Body });
            at
        })
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

impl<S: AsyncRead + Unpin> AsyncRead for StrictStream<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Self { stream, framing, refused, pipelined, has_yielded, silent } = self.get_mut();
        if let Some(refused) = refused {
            return Poll::Ready(refused.read(buffer));
        }
        let before = buffer.filled().len();
        if pipelined.is_empty() {
            ready!(Pin::new(stream).poll_read(context, buffer))?;
            if let Some(activity) = silent.take_if(|_| buffer.filled().len() > before) {
                activity.hear();
            }
            let bytes = &buffer.filled()[before..];
            let passed = Self::examine(framing, refused, bytes);
            pipelined.extend_from_slice(&bytes[passed..]);
            buffer.set_filled(before + passed);
        } else if std::mem::take(has_yielded) {
            let passed = Self::examine(framing, refused, &pipelined[..buffer.remaining().min(pipelined.len())]);
            buffer.put_slice(&pipelined.split_to(passed));
        } else {
            *has_yielded = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        match refused {
            // Without a byte it would be the end.
            Some(refused) if buffer.filled().len() == before => Poll::Ready(refused.read(buffer)),
            _ => Poll::Ready(Ok(())),
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
