use super::*;
use crate::{cache::Cache, token::Token};

const STEP: Duration = Duration::from_secs(10);

fn breaker() -> (Breaker, Instant) {
    (Breaker::new(&AuthConfig { breaker_failures: 3, ..AuthConfig::default() }), Instant::now())
}

fn fail(breaker: &Breaker, now: Instant) -> Option<Change> {
    breaker.admit(now).unwrap().failed(now)
}

fn token(number: u8) -> Fingerprint {
    Cache::new(&AuthConfig::default(), [7; 32]).fingerprint(&Token::from_text(&format!("token-{number}")).unwrap())
}

fn fail_about(breaker: &Breaker, number: u8, now: Instant) -> Option<Change> {
    breaker.admit(now).unwrap().failed_about(token(number), now)
}

fn break_down(breaker: &Breaker, now: Instant) {
    for _ in 0..3 {
        fail(breaker, now);
    }
}

#[test]
fn it_opens_after_so_many_failures_in_a_row_and_says_so_once() {
    let (breaker, now) = breaker();
    assert_eq!(fail(&breaker, now), None);
    assert_eq!(breaker.admit(now).unwrap().answered(now), None);
    assert_eq!([fail(&breaker, now), fail(&breaker, now)], [None, None]);
    assert_eq!(breaker.outlook(now), Outlook::Doubtful);
    let late = breaker.admit(now).unwrap();
    assert_eq!(fail(&breaker, now), Some(Change::WentDown));
    assert!(matches!(breaker.outlook(now), Outlook::Shut(wait) if wait >= Duration::from_secs(1)));
    assert!(breaker.admit(now).is_none());
    assert_eq!(late.failed(now), None);
}

#[test]
fn one_token_that_always_fails_counts_once() {
    let (breaker, now) = breaker();
    for _ in 0..100 {
        assert_eq!(fail_about(&breaker, 1, now), None);
    }
    assert_eq!(fail_about(&breaker, 2, now), None);
    assert_eq!(fail_about(&breaker, 3, now), Some(Change::WentDown));
}

#[test]
fn tokens_that_failed_before_an_answer_do_not_count_after_it_and_after_a_minute_do() {
    let (breaker, mut now) = breaker();
    for _ in 0..10 {
        assert_eq!([fail_about(&breaker, 1, now), fail_about(&breaker, 2, now)], [None, None]);
        breaker.admit(now).unwrap().answered(now);
        assert_eq!(breaker.outlook(now), Outlook::Calm);
        assert_eq!(fail_about(&breaker, 3, now), None);
        assert_eq!(fail_about(&breaker, 4, now), None);
        breaker.admit(now).unwrap().answered(now);
    }
    for number in 1..5 {
        assert_eq!(fail_about(&breaker, number, now), None);
    }
    now += Duration::from_secs(60);
    assert_eq!([fail_about(&breaker, 1, now), fail_about(&breaker, 2, now)], [None, None]);
    assert_eq!(fail_about(&breaker, 3, now), Some(Change::WentDown));
}

#[test]
fn a_probe_about_a_token_that_failed_before_leaves_the_place_to_another() {
    let (breaker, mut now) = breaker();
    for number in 0..3 {
        fail_about(&breaker, number, now);
    }
    now += STEP;
    assert_eq!(fail_about(&breaker, 0, now), None);
    let probe = breaker.admit(now).unwrap();
    assert_eq!(probe.answered(now), Some(Change::CameBack { after: STEP }));
}

#[test]
fn suspects_are_bounded() {
    let (breaker, now) =
        (Breaker::new(&AuthConfig { breaker_failures: 1_000, ..AuthConfig::default() }), Instant::now());
    let cache = Cache::new(&AuthConfig::default(), [7; 32]);
    for number in 0..5_000 {
        let about = cache.fingerprint(&Token::from_text(&format!("token-{number}")).unwrap());
        let mut state = breaker.state.lock();
        state.suspects.add(about, now);
        assert!(state.suspects.count() <= 1_024);
    }
}

#[test]
fn one_probe_at_a_time_decides() {
    let (breaker, mut now) = breaker();
    break_down(&breaker, now);
    now += STEP;
    assert_eq!(breaker.outlook(now), Outlook::Doubtful);
    let probe = breaker.admit(now).unwrap();
    assert!(breaker.admit(now).is_none());
    assert_eq!(probe.failed(now), None);
    assert!(breaker.admit(now).is_none());
    now += STEP;
    let change = breaker.admit(now).unwrap().answered(now);
    assert_eq!(change, Some(Change::CameBack { after: STEP * 2 }));
    assert_eq!(breaker.outlook(now), Outlook::Calm);
}

#[test]
fn a_probe_that_is_given_up_leaves_the_place_to_the_next() {
    let (breaker, mut now) = breaker();
    break_down(&breaker, now);
    now += STEP;
    drop(breaker.admit(now).unwrap());
    assert!(breaker.admit(now).is_some());
}

#[test]
fn a_ping_lets_questions_through_and_a_failure_shuts_them_out_again() {
    let (breaker, now) = breaker();
    break_down(&breaker, now);
    assert_eq!(breaker.ping_answered(now), None);
    assert_eq!(breaker.outlook(now), Outlook::Doubtful);
    assert_eq!(fail(&breaker, now), None);
    assert!(breaker.admit(now).is_none());
    assert_eq!(breaker.ping_answered(now), None);
    assert_eq!(breaker.ping_answered(now), Some(Change::CameBack { after: Duration::ZERO }));
    assert!(!breaker.is_troubled());
}

#[test]
fn failed_pings_open_it_without_any_traffic_but_never_keep_it_open() {
    let (breaker, now) = breaker();
    assert_eq!([breaker.ping_failed(now), breaker.ping_failed(now)], [None, None]);
    assert!(breaker.is_troubled());
    assert_eq!(breaker.ping_failed(now), Some(Change::WentDown));
    assert_eq!(breaker.ping_failed(now + STEP), None);
    assert!(breaker.admit(now + STEP).is_some());
}

#[test]
fn waits_grow_with_jitter_and_stay_under_the_most() {
    let wait = |last: Option<u64>, fraction| {
        let last = last.map(Duration::from_secs);
        next_wait(last, fraction, Duration::from_secs(1), Duration::from_secs(5)).as_millis()
    };
    assert_eq!([wait(None, 0.0), wait(None, 1.0)], [1_000, 2_000]);
    assert_eq!([wait(Some(2), 0.0), wait(Some(2), 1.0), wait(Some(4), 1.0)], [2_000, 4_000, 5_000]);
}
