use super::*;
use crate::metrics::ReportMetrics;
use sluice_wire::reports::{Delivered, Seen};
use std::time::Duration;

fn recent() -> RecentReports {
    RecentReports::new(ReportMetrics::new(&sluice_metrics::Registry::default()).expect("names are unique"))
}

fn aged(hash: u64, time: i64) -> Delivered {
    Delivered { hash, time, has_age: true, count: 1, is_alone: true }
}

fn single(time: i64) -> Delivered {
    Delivered { hash: 1, time, has_age: false, count: 1, is_alone: true }
}

/// What is seen of a report of one tenant, and the right to its line.
fn see(recent: &RecentReports, report: &Delivered, may_wait: bool) -> (Seen, Vec<Claim>) {
    let mut claims = Vec::new();
    (recent.see(Some("t"), report, may_wait, &mut claims), claims)
}

fn written(recent: &RecentReports, claims: Vec<Claim>) {
    recent.remember(Some("t"), &[], claims);
}

#[test]
fn what_comes_again_with_the_same_time_is_known_and_what_happened_later_is_not() {
    let recent = recent();
    let seen = |tenant, report| recent.see(Some(tenant), &report, true, &mut Vec::new());
    let new = Seen::New { merged: 0 };
    assert_eq!(seen("t", aged(1, 10_000)), new);
    recent.remember(Some("t"), &[aged(1, 10_000)], Vec::new());
    assert_eq!(seen("t", aged(1, 10_400)), Seen::Written);
    assert_eq!(seen("t", aged(1, 8_600)), Seen::Written);
    recent.remember(Some("t"), &[aged(1, 15_000)], Vec::new());
    assert_eq!(seen("t", aged(1, 9_900)), Seen::Written);
    assert_eq!(seen("t", aged(1, 12_000)), new);
    assert_eq!(seen("t", aged(2, 10_000)), new);
    assert_eq!(seen("other", aged(1, 10_000)), new);
}

#[test]
fn the_first_is_written_at_once_and_the_second_waits_and_tells_of_all_until_then() {
    let recent = recent();
    let (seen, first) = see(&recent, &single(10_000), true);
    assert_eq!((seen, first.len(), first[0].wait()), (Seen::New { merged: 0 }, 1, None));
    let (seen, mut second) = see(&recent, &single(10_400), true);
    assert_eq!((seen, second[0].wait()), (Seen::Later, Some(Duration::from_millis(600))));
    written(&recent, first);
    for time in 10_401..10_900 {
        assert_eq!(see(&recent, &single(time), true).0, Seen::Written);
    }
    assert_eq!(second[0].tell(11_000), 499);
    // Its line is on the way, and the next of them waits for another.
    let (seen, mut third) = see(&recent, &single(11_001), true);
    assert_eq!((seen, third[0].wait()), (Seen::Later, Some(Duration::from_millis(999))));
    written(&recent, second);
    assert_eq!(third[0].tell(12_000), 0);
    written(&recent, third);
    assert_eq!(see(&recent, &single(13_000), true).0, Seen::New { merged: 0 });
}

#[test]
fn what_could_not_be_written_is_told_of_by_the_next() {
    let recent = recent();
    let (_, first) = see(&recent, &single(10_000), true);
    assert_eq!(see(&recent, &single(10_001), false).0, Seen::Written);
    drop(first);
    let (seen, again) = see(&recent, &single(10_002), true);
    assert_eq!(seen, Seen::New { merged: 2 });
    written(&recent, again);
    // Its client goes away while it waits, and another one's line fails.
    drop(see(&recent, &single(10_003), true));
    let (seen, last) = see(&recent, &single(10_004), true);
    assert_eq!(seen, Seen::New { merged: 1 });
    drop(last);
    assert_eq!(see(&recent, &single(20_000), true).0, Seen::New { merged: 2 });
}

#[test]
fn few_wait_at_once_and_what_may_not_wait_is_told_of_by_the_next() {
    let recent = recent();
    let of = |hash, time| Delivered { hash, ..single(time) };
    let mut waiting = Vec::new();
    for hash in 0..20 {
        written(&recent, see(&recent, &of(hash, 10_000), true).1);
        waiting.push(see(&recent, &of(hash, 10_001), true));
    }
    let count = waiting.iter().filter(|(seen, _)| *seen == Seen::Later).count();
    // Two of twenty may have fallen into one place.
    assert!((15..=16).contains(&count), "{count}");
    drop(waiting);
    written(&recent, see(&recent, &of(99, 10_000), true).1);
    assert_eq!(see(&recent, &of(99, 10_001), false).0, Seen::Written);
    assert_eq!(see(&recent, &Delivered { is_alone: false, ..of(99, 10_002) }, true).0, Seen::Written);
    assert_eq!(see(&recent, &of(99, 12_000), true).0, Seen::New { merged: 2 });
}

#[test]
fn strangers_hold_back_nobody() {
    let recent = recent();
    let mut claims = Vec::new();
    for _ in 0..3 {
        assert_eq!(recent.see(None, &single(10_000), true, &mut claims), Seen::New { merged: 0 });
    }
    assert!(claims.is_empty());
}
