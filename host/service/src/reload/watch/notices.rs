//! Changes that the operating system has told of and nobody has looked at yet, by the tenant in whose directory they are. Each
//! directory is looked at when it has settled; one that changes all the time only after pauses that grow, so that it costs
//! the others nothing.

use super::debounce::SETTLED;
use parking_lot::Mutex;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Files are written one after the other: a change is looked at when nothing has changed for a moment, and no later than this.
pub(super) const SETTLES: Duration = Duration::from_secs(2);
/// Between a look at a tenant's directory and the next. It doubles where something has changed meanwhile.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The tenant that a directory is of; none for what is the operator's.
pub(super) type Owner = Option<String>;

/// See the module.
#[derive(Default)]
pub(in crate::reload) struct Notices(Mutex<BTreeMap<Owner, Pending>>);

#[derive(Default)]
struct Pending {
    /// The first and the last notice since the last look.
    notices: Option<(Instant, Instant)>,
    pause: Duration,
    /// The end of the pause.
    until: Option<Instant>,
    /// A look has begun.
    is_looked_at: bool,
}

impl Pending {
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.notices?;
        let settled = (last + SETTLED).min(first + SETTLES);
        Some(self.until.map_or(settled, |until| until.max(settled)))
    }

    fn is_over(&self, now: Instant) -> bool {
        self.notices.is_none() && !self.is_looked_at && self.until.is_none_or(|until| until <= now)
    }
}

impl Notices {
    /// Whether it is the first since the last look.
    pub(super) fn add(&self, owner: Owner, now: Instant) -> bool {
        let mut all = self.0.lock();
        let pending = all.entry(owner).or_default();
        if pending.is_over(now) {
            *pending = Pending::default();
        }
        let first = pending.notices.map(|(first, _)| first);
        pending.notices = Some((first.unwrap_or(now), now));
        first.is_none()
    }

    /// When the next directory can be looked at.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.0.lock().values().filter_map(Pending::due).min()
    }

    /// Whether files may still be in the middle of a change.
    pub(super) fn are_settling(&self, now: Instant) -> bool {
        let is_settling = |pending: &Pending| pending.notices.is_some_and(|(_, last)| now < last + SETTLED);
        self.0.lock().values().any(is_settling)
    }

    /// Begins a look at every directory that can be looked at; false where there is none.
    pub(super) fn begin_look(&self, now: Instant) -> bool {
        let mut all = self.0.lock();
        all.retain(|_, pending| !pending.is_over(now));
        let mut is_any = false;
        for (owner, pending) in all.iter_mut() {
            if pending.due().is_none_or(|due| due > now) {
                continue;
            }
            is_any = true;
            (pending.notices, pending.is_looked_at) = (None, true);
            if owner.is_some() {
                pending.pause = (pending.pause * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
                pending.until = Some(now + pending.pause);
            }
        }
        is_any
    }

    /// Whether a tenant's directory is left for a later look.
    pub(in crate::reload) fn hold(&self, tenant: &str, now: Instant) -> bool {
        let all = self.0.lock();
        let pending = all.get(&Some(tenant.to_owned()));
        pending.is_some_and(|pending| !pending.is_looked_at && pending.due().is_some_and(|due| due > now))
    }

    /// What was found in a tenant's directory was loaded: the pause is as long at least.
    pub(in crate::reload) fn loaded(&self, tenant: &str, took: Duration, now: Instant) {
        if let Some(pending) = self.0.lock().get_mut(&Some(tenant.to_owned())) {
            pending.until = Some(now + pending.pause.max(took.min(LONGEST_PAUSE)));
        }
    }

    /// The look has ended.
    pub(in crate::reload) fn end_look(&self) {
        self.0.lock().values_mut().for_each(|pending| pending.is_looked_at = false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_millis(10);

    /// Looks, in a time of `seconds` in which a tenant's directory changes at every tick.
    fn looks(notices: &Notices, start: Instant, seconds: u32) -> u32 {
        let ticks = (1..=seconds * 100).map(|tick| start + TICK * tick);
        let looks = ticks.filter(|now| {
            notices.add(Some("busy".to_owned()), *now);
            let begins = notices.begin_look(*now);
            notices.end_look();
            begins
        });
        u32::try_from(looks.count()).unwrap()
    }

    #[test]
    fn a_directory_that_changes_all_the_time_is_looked_at_ever_more_seldom() {
        let (notices, start) = (Notices::default(), Instant::now());
        let first = looks(&notices, start, 60);
        assert!((3..=12).contains(&first), "{first} looks in the first minute");
        let hour = looks(&notices, start + Duration::from_secs(60), 3_600);
        assert!((50..=70).contains(&hour), "{hour} looks in an hour");
        assert!(notices.hold("busy", start + Duration::from_secs(3_660)));
        // After a pause without a change it is as any other.
        let rested = start + Duration::from_secs(3_800);
        assert!(notices.begin_look(rested));
        notices.end_look();
        let again = rested + LONGEST_PAUSE;
        notices.add(Some("busy".to_owned()), again);
        assert!(notices.begin_look(again + SETTLED));
        notices.end_look();
        notices.add(Some("busy".to_owned()), again + SETTLED);
        assert_eq!(notices.next_due(), Some(again + SETTLED + FIRST_PAUSE));
    }

    #[test]
    fn another_directory_waits_for_none_that_changes_all_the_time() {
        let (notices, start) = (Notices::default(), Instant::now());
        looks(&notices, start, 60);
        let now = start + Duration::from_secs(60);
        notices.add(Some("quiet".to_owned()), now);
        notices.add(Some("busy".to_owned()), now + SETTLED);
        assert_eq!(notices.next_due(), Some(now + SETTLED));
        assert!(notices.begin_look(now + SETTLED));
        assert!(!notices.hold("quiet", now + SETTLED) && notices.hold("busy", now + SETTLED));
    }

    #[test]
    fn a_change_in_the_middle_of_a_look_is_looked_at_after_it() {
        let (notices, now) = (Notices::default(), Instant::now());
        let tenant = || Some("a".to_owned());
        assert!(notices.add(tenant(), now) && !notices.add(tenant(), now));
        assert!(notices.begin_look(now + SETTLED));
        assert!(notices.add(tenant(), now + SETTLED));
        assert!(!notices.hold("a", now + SETTLED), "the look that has begun is at this one too");
        notices.loaded("a", Duration::from_secs(5), now + SETTLED);
        notices.end_look();
        assert_eq!(notices.next_due(), Some(now + SETTLED + Duration::from_secs(5)));
    }
}
