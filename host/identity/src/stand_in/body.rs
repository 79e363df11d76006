//! Bodies of the stand-in's responses.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};

pub(super) enum Body {
    Full(Option<Bytes>),
    Endless,
    /// Sends one byte and then nothing.
    Stalled {
        has_started: bool,
    },
}

impl Body {
    pub(super) fn full(bytes: impl Into<Bytes>) -> Self {
        Self::Full(Some(bytes.into()).filter(|b| !b.is_empty()))
    }

    pub(super) fn stalled() -> Self {
        Self::Stalled { has_started: false }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = |bytes| Some(Ok(Frame::data(bytes)));
        match &mut *self {
            Self::Full(bytes) => Poll::Ready(bytes.take().and_then(data)),
            Self::Endless => Poll::Ready(data(Bytes::from_static(&[b' '; 16 * 1024]))),
            Self::Stalled { has_started: false } => {
                *self = Self::Stalled { has_started: true };
                Poll::Ready(data(Bytes::from_static(b"{")))
            }
            Self::Stalled { has_started: true } => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Full(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Full(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |b| b.len() as u64)),
            Self::Endless | Self::Stalled { .. } => SizeHint::default(),
        }
    }
}
