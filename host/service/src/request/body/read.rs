//! The bytes of a body as they come, under limits of size, time and of what all requests hold together.

use crate::memory::budget::Held;
use crate::request::rejection::Rejection;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

/// Reads a body of at most `limit` bytes, as it came.
///
/// # Errors
/// [`Rejection::BodyTooLarge`] as soon as it is known, by `Content-Length` or by the bytes that came;
/// [`Rejection::BodyTimeout`], [`Rejection::BodyBroken`], [`Rejection::BodiesBusy`].
pub async fn read(
    body: &mut Incoming,
    limit: usize,
    timeout: Duration,
    mut held: Held,
) -> Result<(Bytes, Held), Rejection> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Rejection::BodyTooLarge { limit });
    }
    let body = {
        let mut gathered = pin!(gather(body, limit, &mut held));
        match at_second_look(gathered.as_mut()).await {
            Some(gathered) => gathered?,
            None => tokio::time::timeout(timeout, gathered).await.map_err(|_| Rejection::BodyTimeout { timeout })??,
        }
    };
    Ok((body, held))
}

/// What is there at once, or after a turn of every other task: the body of most requests, which came with the head. They need no
/// timer.
async fn at_second_look<T>(mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    let mut is_second = false;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if std::mem::replace(&mut is_second, true) => Poll::Ready(None),
        Poll::Pending => {
            context.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await
}

async fn gather(body: &mut Incoming, limit: usize, held: &mut Held) -> Result<Bytes, Rejection> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Rejection::BodyBroken)?.into_data() else { continue };
        if first.len() + all.len() + data.len() > limit {
            return Err(Rejection::BodyTooLarge { limit });
        }
        held.add(data.len())?;
        if first.is_empty() && all.is_empty() {
            first = data;
            continue;
        }
        if all.is_empty() {
            let announced = usize::try_from(body.size_hint().lower()).unwrap_or(limit).min(limit);
            all.reserve(first.len() + data.len() + announced);
            all.extend_from_slice(&std::mem::take(&mut first));
        }
        all.extend_from_slice(&data);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// Takes what is left of the body of a refused request, so that its client, which writes before it reads, gets to read why.
/// No more than twice the largest body, and not for long: a client that goes on sees its connection closed.
pub async fn discard(body: &mut Incoming, mut look: impl FnMut(&[u8])) {
    const BYTES: usize = 8 << 20;
    const TIME: Duration = Duration::from_secs(1);
    let discarded = async {
        let mut left = BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            frame.data_ref().into_iter().for_each(|data| look(data));
            match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    let _ = tokio::time::timeout(TIME, discarded).await;
}
