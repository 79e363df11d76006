//! Bodies of the stand-in's answers, good and bad.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};

pub(super) enum Body {
    Whole(Option<Bytes>),
    Endless,
    Stuck { first: bool },
}

impl Body {
    pub(super) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self::Whole(Some(bytes.into()).filter(|b| !b.is_empty()))
    }

    pub(super) fn stuck() -> Self {
        Self::Stuck { first: true }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = |bytes| Some(Ok(Frame::data(bytes)));
        match &mut *self {
            Self::Whole(bytes) => Poll::Ready(bytes.take().and_then(data)),
            Self::Endless => Poll::Ready(data(Bytes::from_static(&[b' '; 16 * 1024]))),
            Self::Stuck { first: true } => {
                *self = Self::Stuck { first: false };
                Poll::Ready(data(Bytes::from_static(b"{")))
            }
            Self::Stuck { first: false } => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |b| b.len() as u64)),
            Self::Endless | Self::Stuck { .. } => SizeHint::default(),
        }
    }
}
