//! A queue whose owners take turns, one item each, so that an owner of many items delays only itself.

use std::collections::VecDeque;

use parking_lot::{Condvar, Mutex};

/// A queue of items from several owners. Each owner's items keep their order, and the owners take turns.
pub(crate) struct FairQueue<O, T> {
    state: Mutex<State<O, T>>,
    pushed: Condvar,
}

struct State<O, T> {
    queues: VecDeque<OwnerQueue<O, T>>,
    is_closed: bool,
}

/// The items of one owner. It is never empty.
struct OwnerQueue<O, T> {
    owner: O,
    items: VecDeque<T>,
}

impl<O: PartialEq, T> FairQueue<O, T> {
    pub(crate) fn new() -> Self {
        Self { state: Mutex::new(State { queues: VecDeque::new(), is_closed: false }), pushed: Condvar::new() }
    }

    pub(crate) fn push(&self, owner: O, item: T) {
        let mut state = self.state.lock();
        match state.queues.iter_mut().find(|queue| queue.owner == owner) {
            Some(queue) => queue.items.push_back(item),
            None => state.queues.push_back(OwnerQueue { owner, items: VecDeque::from([item]) }),
        }
        drop(state);
        self.pushed.notify_one();
    }

    /// Waits for the next item. None when the queue is closed and empty.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.state.lock();
        loop {
            if let Some(mut queue) = state.queues.pop_front()
                && let Some(item) = queue.items.pop_front()
            {
                if !queue.items.is_empty() {
                    state.queues.push_back(queue);
                }
                return Some(item);
            }
            if state.is_closed {
                return None;
            }
            self.pushed.wait(&mut state);
        }
    }

    /// Closes the queue and wakes all threads that wait for items.
    pub(crate) fn close(&self) {
        self.state.lock().is_closed = true;
        self.pushed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::FairQueue;

    #[test]
    fn an_owner_of_many_jobs_waits_behind_its_own_only() {
        let queues = FairQueue::new();
        (0..3).for_each(|item| queues.push(0, ("many", item)));
        (0..2).for_each(|item| queues.push(1, ("few", item)));
        let order: Vec<_> = (0..5).filter_map(|_| queues.pop()).collect();
        assert_eq!(order, [("many", 0), ("few", 0), ("many", 1), ("few", 1), ("many", 2)]);
        queues.close();
        assert!(queues.pop().is_none());
    }
}
