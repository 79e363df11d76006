//! A turn of every other task, between two of this one.

use std::{future::poll_fn, task::Poll};

/// Lets every other task have its turn that is ready. `tokio::task::yield_now` would wait for this thread, which may be in a
/// sandbox for long, also where another one is idle.
pub(in crate::server) async fn pass_turn() {
    let mut has_passed = false;
    poll_fn(|context| {
        if std::mem::replace(&mut has_passed, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
