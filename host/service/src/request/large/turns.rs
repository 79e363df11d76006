//! Turns for large batches: as many at once as the slow lane has threads, one of each sender, and senders take turns. Whoever
//! waits holds no more than the body as it came.

use crate::request::rejection::Rejection;
use parking_lot::Mutex;
use std::{
    collections::VecDeque,
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Duration,
};
use tokio::sync::oneshot;

/// How long a batch may wait; SDKs give up after ten seconds.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// See the module.
pub struct LargeTurns {
    state: Mutex<State>,
    /// Senders are told apart by their hash; that two meet in one makes no difference to senders that behave.
    hasher: RandomState,
}

struct State {
    free: usize,
    /// Senders that have a turn.
    served: Vec<u64>,
    waiting: VecDeque<Waiting>,
}

/// The batches of one sender, never none.
struct Waiting {
    sender: u64,
    batches: VecDeque<oneshot::Sender<Turn>>,
}

/// The turn of one batch, until it is dropped.
pub struct Turn {
    turns: Arc<LargeTurns>,
    sender: u64,
}

impl LargeTurns {
    /// So many at once.
    #[must_use]
    pub fn new(count: usize) -> Arc<Self> {
        let state = State { free: count, served: Vec::with_capacity(count), waiting: VecDeque::new() };
        Arc::new(Self { state: Mutex::new(state), hasher: RandomState::new() })
    }

    /// Waits for the turn of one more batch of a sender.
    ///
    /// # Errors
    /// [`Rejection::BodiesBusy`] where it does not come in time.
    pub async fn take(self: &Arc<Self>, sender: &str) -> Result<Turn, Rejection> {
        let sender = self.hasher.hash_one(sender);
        let given = {
            let mut state = self.state.lock();
            if state.free > 0 && !state.served.contains(&sender) {
                state.begin(sender);
                return Ok(Turn { turns: Arc::clone(self), sender });
            }
            state.wait(sender)
        };
        match tokio::time::timeout(LONGEST_WAIT, given).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Rejection::BodiesBusy),
        }
    }
}

impl State {
    fn begin(&mut self, sender: u64) {
        self.free -= 1;
        self.served.push(sender);
    }

    fn wait(&mut self, sender: u64) -> oneshot::Receiver<Turn> {
        let (give, given) = oneshot::channel();
        match self.waiting.iter_mut().find(|waiting| waiting.sender == sender) {
            Some(waiting) => waiting.batches.push_back(give),
            None => self.waiting.push_back(Waiting { sender, batches: VecDeque::from([give]) }),
        }
        given
    }

    /// The batch whose turn is next, if one may begin.
    fn next(&mut self) -> Option<(u64, oneshot::Sender<Turn>)> {
        while self.free > 0 {
            let index = self.waiting.iter().position(|waiting| !self.served.contains(&waiting.sender))?;
            let mut waiting = self.waiting.remove(index)?;
            let batch = waiting.batches.pop_front();
            let sender = waiting.sender;
            if !waiting.batches.is_empty() {
                self.waiting.push_back(waiting);
            }
            // Clients that have gone, or have waited for too long, are passed over.
            if let Some(batch) = batch.filter(|batch| !batch.is_closed()) {
                self.begin(sender);
                return Some((sender, batch));
            }
        }
        None
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let next = {
            let mut state = self.turns.state.lock();
            state.free += 1;
            state.served.retain(|sender| *sender != self.sender);
            state.next()
        };
        if let Some((sender, batch)) = next {
            // If its client has gone by now, the turn is dropped, and the next one's begins.
            let _ = batch.send(Self { turns: Arc::clone(&self.turns), sender });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{future::Future, pin::pin, task::Poll};

    fn poll<T>(future: std::pin::Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut std::task::Context::from_waker(std::task::Waker::noop()))
    }

    #[tokio::test]
    async fn senders_take_turns_however_many_batches_one_has() {
        let turns = LargeTurns::new(1);
        let first = turns.take("ann").await.unwrap_or_else(|_| panic!("it is free"));
        let (mut ann, mut more, mut bob) = (pin!(turns.take("ann")), pin!(turns.take("ann")), pin!(turns.take("bob")));
        assert!(poll(ann.as_mut()).is_pending() && poll(more.as_mut()).is_pending() && poll(bob.as_mut()).is_pending());
        drop(first);
        let Poll::Ready(Ok(second)) = poll(ann.as_mut()) else { panic!("her next batch came first") };
        drop(second);
        assert!(poll(more.as_mut()).is_pending());
        assert!(matches!(poll(bob.as_mut()), Poll::Ready(Ok(_))));
        assert!(matches!(poll(more.as_mut()), Poll::Ready(Ok(_))));
        assert_eq!(turns.state.lock().free, 1);
    }

    #[tokio::test]
    async fn one_sender_has_one_turn_and_those_who_have_gone_have_none() {
        let turns = LargeTurns::new(2);
        let first = turns.take("ann").await.unwrap_or_else(|_| panic!("it is free"));
        let mut gone = Box::pin(turns.take("ann"));
        assert!(poll(gone.as_mut()).is_pending());
        let other = turns.take("bob").await.unwrap_or_else(|_| panic!("it is free"));
        drop(gone);
        drop((first, other));
        assert!(turns.take("ann").await.is_ok());
        let state = turns.state.lock();
        assert!(state.waiting.is_empty() && state.served.is_empty());
    }
}
