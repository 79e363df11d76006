//! A number of bytes that many holders share. Whoever holds memory counts it here before, or as soon as, it is there.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

/// Shares are counted by the hash of a sender. Two senders may meet in one; a share is large enough for both.
const SHARES: usize = 256;
/// The least that one sender may hold, so that a small budget still takes its largest body.
const MIN_SHARE_BYTES: usize = 16 << 20;
/// A sender that holds more than this part of the budget leaves the last quarter to those who hold less.
const MODEST_PART: usize = 16;

/// How many bytes are held, and how many may be.
pub struct Budget {
    held: AtomicUsize,
    limit: usize,
    shares: [AtomicUsize; SHARES],
    /// Nobody can choose a name that falls into somebody else's share.
    hasher: RandomState,
}

/// What one holder has of a budget; given back when it is dropped.
pub struct Held {
    bytes: usize,
    /// Of what all hold.
    limit: usize,
    share: Option<Share>,
    budget: Arc<Budget>,
}

#[derive(Clone, Copy)]
struct Share {
    index: usize,
    limit: usize,
}

/// The budget, or the sender's share of it, has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted;

impl Budget {
    /// A budget of `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Arc<Self> {
        let shares = [const { AtomicUsize::new(0) }; SHARES];
        Arc::new(Self { held: AtomicUsize::new(0), limit, shares, hasher: RandomState::new() })
    }

    /// For a holder that may use all of it.
    pub fn hold(self: &Arc<Self>) -> Held {
        Held { bytes: 0, limit: self.limit, share: None, budget: Arc::clone(self) }
    }

    fn share(&self, sender: impl Hash, limit: usize) -> Share {
        let index = self.hasher.hash_one(sender) % SHARES as u64;
        Share { index: usize::try_from(index).unwrap_or_default(), limit }
    }

    fn share_limit(&self) -> usize {
        (self.limit / 4).max(MIN_SHARE_BYTES)
    }
}

impl Held {
    /// Holds so many bytes more. They count until this value is dropped, also if there was no room for them.
    ///
    /// # Errors
    /// [`Exhausted`]; whatever needs the bytes must end.
    pub fn add(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.bytes += bytes;
        let all = self.budget.held.fetch_add(bytes, Relaxed) + bytes;
        match self.share {
            None if all > self.limit => Err(Exhausted),
            None => Ok(()),
            Some(share) => self.count_in(share, bytes, all),
        }
    }

    /// Counts bytes in a share, of which the budget knows already that `all` are held.
    fn count_in(&self, share: Share, bytes: usize, all: usize) -> Result<(), Exhausted> {
        let own = self.budget.shares[share.index].fetch_add(bytes, Relaxed) + bytes;
        let is_modest = own <= self.budget.limit / MODEST_PART;
        let limit = if is_modest { self.limit } else { self.limit.min(self.budget.limit / 4 * 3) };
        if all > limit || own > share.limit { Err(Exhausted) } else { Ok(()) }
    }

    /// What is held by nobody in particular, and what will be, is that of a sender who is known: one alone gets a quarter of the
    /// budget.
    ///
    /// # Errors
    /// As [`Held::add`].
    pub fn count_for(self, sender: &str) -> Result<Self, Exhausted> {
        let (limit, share) = (self.budget.limit, self.budget.share(sender, self.budget.share_limit()));
        self.count_for_share(limit, share)
    }

    /// [`count_for`](Held::count_for) a sender who is known by what everybody can have: no more than others who are known, and those
    /// leave half to others too.
    ///
    /// # Errors
    /// As [`Held::add`].
    pub fn count_for_key(self, key: &str) -> Result<Self, Exhausted> {
        let (limit, share) = (self.budget.limit / 2, self.budget.share(key, self.budget.share_limit()));
        self.count_for_share(limit, share)
    }

    /// [`count_for`](Held::count_for) a sender who is not known: those leave half of the budget to those who are, and one client half
    /// of that to the others.
    ///
    /// # Errors
    /// As [`Held::add`].
    pub fn count_for_unknown(self, client: IpAddr) -> Result<Self, Exhausted> {
        let (limit, share) = (self.budget.limit / 2, self.budget.share(client, self.budget.limit / 4));
        self.count_for_share(limit, share)
    }

    fn count_for_share(mut self, limit: usize, share: Share) -> Result<Self, Exhausted> {
        if let Some(old) = self.share.replace(share) {
            self.budget.shares[old.index].fetch_sub(self.bytes, Relaxed);
        }
        self.limit = limit;
        let all = self.budget.held.load(Relaxed);
        self.count_in(share, self.bytes, all)?;
        Ok(self)
    }

    /// Holds so many bytes in all, if it does not hold more already.
    ///
    /// # Errors
    /// As [`Held::add`].
    pub fn grow_to(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.add(bytes.saturating_sub(self.bytes))
    }

    /// Gives so many bytes back.
    pub fn release(&mut self, bytes: usize) {
        let bytes = bytes.min(self.bytes);
        self.bytes -= bytes;
        self.budget.held.fetch_sub(bytes, Relaxed);
        if let Some(share) = self.share {
            self.budget.shares[share.index].fetch_sub(bytes, Relaxed);
        }
    }

    /// From now on this holder leaves so many quarters of the budget to those who hold less.
    pub fn leave_quarters(&mut self, quarters: usize) {
        self.limit = self.budget.limit / 4 * 4usize.saturating_sub(quarters);
    }

    /// Bytes that are held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether the budget has no room for more from this holder.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.budget.held.load(Relaxed) >= self.limit
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.release(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    /// A sender with another share.
    fn other_than(budget: &Budget, sender: &str) -> String {
        let share_of = |name: &str| budget.share(name, 0).index;
        (0..).map(|number| number.to_string()).find(|name| share_of(name) != share_of(sender)).unwrap()
    }

    fn known(budget: &Arc<Budget>, sender: &str) -> Held {
        budget.hold().count_for(sender).unwrap()
    }

    fn stranger(budget: &Arc<Budget>, last: u8) -> Held {
        budget.hold().count_for_unknown(IpAddr::from([192, 0, 2, last])).unwrap()
    }

    #[test]
    fn what_was_held_is_given_back() {
        let budget = Budget::new(10);
        let mut held = budget.hold();
        assert_eq!((held.add(10), held.add(1)), (Ok(()), Err(Exhausted)));
        held.release(5);
        assert!(!held.is_exhausted());
        drop(held);
        assert_eq!(budget.hold().add(10), Ok(()));
    }

    #[test]
    fn who_holds_something_already_leaves_a_quarter_to_those_who_do_not() {
        let budget = Budget::new(8);
        let mut first = budget.hold();
        assert_eq!(first.add(4), Ok(()));
        first.leave_quarters(1);
        assert_eq!((first.add(2), first.is_exhausted(), first.add(1)), (Ok(()), true, Err(Exhausted)));
        first.release(1);
        assert_eq!(budget.hold().add(2), Ok(()));
    }

    #[test]
    fn strangers_leave_half_to_those_who_are_known() {
        let budget = Budget::new(80);
        let mut strangers: Vec<_> = (0..80).map(|last| stranger(&budget, last)).collect();
        assert_eq!((strangers[0].add(20), strangers[0].add(1)), (Ok(()), Err(Exhausted)));
        let taken = strangers[1..].iter_mut().map(|stranger| stranger.add(10)).filter(Result::is_ok).count();
        assert!(taken <= 1, "{taken}");
    }

    #[test]
    fn whoever_holds_little_has_room_beside_one_who_takes_what_there_is() {
        let budget = Budget::new(16 * MIB);
        let mut requests: Vec<_> = (0..100).map(|_| known(&budget, "ann")).collect();
        let taken = requests.iter_mut().map_while(|request| request.add(MIB / 4).ok()).count();
        assert_eq!(taken, 12 * 4);
        let mut heads = budget.hold();
        assert_eq!(heads.add(MIB), Ok(()));
        assert!(heads.count_for(&other_than(&budget, "ann")).is_ok());
        assert_eq!(budget.held.load(Relaxed), 12 * MIB + MIB / 4);
    }

    #[test]
    fn one_sender_leaves_most_of_it_to_the_others() {
        let budget = Budget::new(400 * MIB);
        let mut requests: Vec<_> = (0..101).map(|_| known(&budget, "ann")).collect();
        let taken = requests.iter_mut().filter_map(|request| request.add(MIB).ok()).count();
        assert_eq!(taken, 100);
        assert_eq!(known(&budget, &other_than(&budget, "ann")).add(100 * MIB), Ok(()));
        requests.clear();
        assert_eq!(known(&budget, "ann").add(100 * MIB), Ok(()));
    }
}
