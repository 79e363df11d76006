//! A future beside another one that wakes their task much more often.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// Polls a future when it has been woken itself, and not whenever its task is. A poll of a timer or of a notification takes a
/// lock, which threads may wait for.
pub(super) struct PollOnWake<F> {
    future: F,
    own: Option<(Arc<OwnWake>, Waker)>,
}

struct OwnWake {
    task: Waker,
    is_woken: AtomicBool,
}

impl Wake for OwnWake {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.task.wake_by_ref();
    }
}

impl<F: Future + Unpin> PollOnWake<F> {
    pub(super) fn new(future: F) -> Self {
        Self { future, own: None }
    }
}

impl<F: Future + Unpin> Future for PollOnWake<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        if !this.own.as_ref().is_some_and(|(own, _)| own.task.will_wake(context.waker())) {
            let own = Arc::new(OwnWake { task: context.waker().clone(), is_woken: AtomicBool::new(true) });
            this.own = Some((Arc::clone(&own), Waker::from(own)));
        }
        match &this.own {
            Some((own, waker))
                if own.is_woken.load(Ordering::Relaxed) && own.is_woken.swap(false, Ordering::AcqRel) =>
            {
                Pin::new(&mut this.future).poll(&mut Context::from_waker(waker))
            }
            _ => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        future::poll_fn,
        pin::pin,
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
    };
    use tokio::sync::Notify;

    fn poll(future: &mut (impl Future<Output = ()> + Unpin), waker: &Waker) -> Poll<()> {
        Pin::new(future).poll(&mut Context::from_waker(waker))
    }

    struct Task(AtomicUsize);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Relaxed);
        }
    }

    #[test]
    fn it_is_polled_when_it_was_woken_and_at_no_other_time() {
        let (notify, polls) = (Notify::new(), AtomicUsize::new(0));
        let mut notified = pin!(notify.notified());
        let counted = poll_fn(|context| {
            polls.fetch_add(1, Relaxed);
            notified.as_mut().poll(context)
        });
        let mut future = PollOnWake::new(counted);
        let task = Arc::new(Task(AtomicUsize::new(0)));
        let waker = Waker::from(Arc::clone(&task));
        for _ in 0..3 {
            assert!(poll(&mut future, &waker).is_pending());
        }
        assert_eq!((polls.load(Relaxed), task.0.load(Relaxed)), (1, 0));
        notify.notify_waiters();
        assert_eq!(task.0.load(Relaxed), 1);
        assert!(poll(&mut future, &waker).is_ready());
    }

    #[test]
    fn another_task_is_woken_once_it_has_polled() {
        let notify = Notify::new();
        let mut future = PollOnWake::new(Box::pin(notify.notified()));
        let tasks = [(); 2].map(|()| Arc::new(Task(AtomicUsize::new(0))));
        for task in &tasks {
            assert!(poll(&mut future, &Waker::from(Arc::clone(task))).is_pending());
        }
        notify.notify_waiters();
        assert_eq!(tasks.map(|task| task.0.load(Relaxed)), [0, 1]);
    }
}
