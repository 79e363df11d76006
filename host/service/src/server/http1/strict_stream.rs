//! A connection that shows hyper no request which others may read otherwise.

use super::framing::{Fault, Framing};
use crate::server::connection::activity::Activity;
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
        Self { stream, framing: Framing::new(), refused: None, silent: Some(activity) }
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
        let this = self.get_mut();
        if let Some(refused) = &mut this.refused {
            return Poll::Ready(refused.read(buffer));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        if let Some(activity) = this.silent.take_if(|_| buffer.filled().len() > before) {
            activity.hear();
        }
        let Err(Fault { at, is_in_head }) = this.framing.advance(&buffer.filled()[before..]) else {
            return Poll::Ready(Ok(()));
        };
        buffer.set_filled(before + at);
        let refused = if is_in_head { Refused::Head(END_OF_REFUSED_HEAD) } else { Refused::Body };
        let refused = this.refused.insert(refused);
        // Without a byte it would be the end.
        Poll::Ready(if at == 0 { refused.read(buffer) } else { Ok(()) })
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
