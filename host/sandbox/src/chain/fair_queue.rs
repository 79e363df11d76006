//! What waits for the slow lane. Chains take turns, a batch each: whoever sends many waits behind its own.

use std::{collections::VecDeque, sync::Arc};

use parking_lot::{Condvar, Mutex};

/// Work of many owners, in order for each.
pub(crate) struct Turns<O, J> {
    waiting: Mutex<Waiting<O, J>>,
    came: Condvar,
}

struct Waiting<O, J> {
    turns: VecDeque<Turn<O, J>>,
    closed: bool,
}

/// Never without a job.
struct Turn<O, J> {
    owner: Arc<O>,
    jobs: VecDeque<J>,
}

impl<O, J> Turns<O, J> {
    pub(crate) fn new() -> Self {
        Self { waiting: Mutex::new(Waiting { turns: VecDeque::new(), closed: false }), came: Condvar::new() }
    }

    pub(crate) fn push(&self, owner: &Arc<O>, job: J) {
        let mut waiting = self.waiting.lock();
        match waiting.turns.iter_mut().find(|turn| Arc::ptr_eq(&turn.owner, owner)) {
            Some(turn) => turn.jobs.push_back(job),
            None => waiting.turns.push_back(Turn { owner: Arc::clone(owner), jobs: VecDeque::from([job]) }),
        }
        drop(waiting);
        self.came.notify_one();
    }

    /// Waits for work. None once nobody will push any more.
    pub(crate) fn next(&self) -> Option<J> {
        let mut waiting = self.waiting.lock();
        loop {
            if let Some(mut turn) = waiting.turns.pop_front()
                && let Some(job) = turn.jobs.pop_front()
            {
                if !turn.jobs.is_empty() {
                    waiting.turns.push_back(turn);
                }
                return Some(job);
            }
            if waiting.closed {
                return None;
            }
            self.came.wait(&mut waiting);
        }
    }

    /// Lets everybody who waits go.
    pub(crate) fn close(&self) {
        self.waiting.lock().closed = true;
        self.came.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::Turns;
    use std::sync::Arc;

    #[test]
    fn an_owner_of_many_jobs_waits_behind_its_own_only() {
        let turns = Turns::new();
        let owners = [Arc::new(()), Arc::new(())];
        (0..3).for_each(|job| turns.push(&owners[0], ("many", job)));
        (0..2).for_each(|job| turns.push(&owners[1], ("few", job)));
        let order: Vec<_> = (0..5).filter_map(|_| turns.next()).collect();
        assert_eq!(order, [("many", 0), ("few", 0), ("many", 1), ("few", 1), ("many", 2)]);
        turns.close();
        assert!(turns.next().is_none());
    }
}
