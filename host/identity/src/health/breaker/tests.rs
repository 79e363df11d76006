use std::time::{Duration, Instant};

use super::*;
use crate::{
    cache::{TokenCache, token_hash::TokenHash},
    config::AuthConfig,
    token::Token,
};

const STEP: Duration = Duration::from_secs(10);

fn breaker() -> (CircuitBreaker, Instant) {
    (CircuitBreaker::new(&AuthConfig { breaker_failures: 3, ..AuthConfig::default() }), Instant::now())
}

fn fail(breaker: &CircuitBreaker, now: Instant) -> Option<Transition> {
    breaker.try_acquire(now).unwrap().record_failure(now)
}

fn token_hash(number: u8) -> TokenHash {
    TokenCache::new(&AuthConfig::default(), [7; 32]).hash_token(&Token::from_text(&format!("token-{number}")).unwrap())
}

fn fail_with_token(breaker: &CircuitBreaker, number: u8, now: Instant) -> Option<Transition> {
    breaker.try_acquire(now).unwrap().record_token_failure(token_hash(number), now)
}

fn open(breaker: &CircuitBreaker, now: Instant) {
    for _ in 0..3 {
        fail(breaker, now);
    }
}

#[test]
fn it_opens_after_consecutive_failures_and_reports_it_once() {
    let (breaker, now) = breaker();
    assert_eq!(fail(&breaker, now), None);
    assert_eq!(breaker.try_acquire(now).unwrap().record_success(now), None);
    assert_eq!([fail(&breaker, now), fail(&breaker, now)], [None, None]);
    assert_eq!(breaker.availability(now), Availability::Degraded);
    let late = breaker.try_acquire(now).unwrap();
    assert_eq!(fail(&breaker, now), Some(Transition::WentDown));
    assert!(
        matches!(breaker.availability(now), Availability::Unavailable { retry_after } if retry_after >= Duration::from_secs(1))
    );
    assert!(breaker.try_acquire(now).is_none());
    assert_eq!(late.record_failure(now), None);
}

#[test]
fn a_token_that_always_fails_counts_once() {
    let (breaker, now) = breaker();
    for _ in 0..100 {
        assert_eq!(fail_with_token(&breaker, 1, now), None);
    }
    assert_eq!(fail_with_token(&breaker, 2, now), None);
    assert_eq!(fail_with_token(&breaker, 3, now), Some(Transition::WentDown));
}

#[test]
fn failures_before_an_answer_do_not_count_after_it_and_count_again_after_a_minute() {
    let (breaker, mut now) = breaker();
    for _ in 0..10 {
        assert_eq!([fail_with_token(&breaker, 1, now), fail_with_token(&breaker, 2, now)], [None, None]);
        breaker.try_acquire(now).unwrap().record_success(now);
        assert_eq!(breaker.availability(now), Availability::Healthy);
        assert_eq!(fail_with_token(&breaker, 3, now), None);
        assert_eq!(fail_with_token(&breaker, 4, now), None);
        breaker.try_acquire(now).unwrap().record_success(now);
    }
    for number in 1..5 {
        assert_eq!(fail_with_token(&breaker, number, now), None);
    }
    now += Duration::from_secs(60);
    assert_eq!([fail_with_token(&breaker, 1, now), fail_with_token(&breaker, 2, now)], [None, None]);
    assert_eq!(fail_with_token(&breaker, 3, now), Some(Transition::WentDown));
}

#[test]
fn a_failed_probe_with_a_token_that_failed_before_is_followed_by_another_at_once() {
    let (breaker, mut now) = breaker();
    for number in 0..3 {
        fail_with_token(&breaker, number, now);
    }
    now += STEP;
    assert_eq!(fail_with_token(&breaker, 0, now), None);
    let probe = breaker.try_acquire(now).unwrap();
    assert_eq!(probe.record_success(now), Some(Transition::Recovered { downtime: STEP }));
}

#[test]
fn the_number_of_failing_tokens_is_bounded() {
    let (breaker, now) =
        (CircuitBreaker::new(&AuthConfig { breaker_failures: 1_000, ..AuthConfig::default() }), Instant::now());
    let cache = TokenCache::new(&AuthConfig::default(), [7; 32]);
    for number in 0..5_000 {
        let token_hash = cache.hash_token(&Token::from_text(&format!("token-{number}")).unwrap());
        let mut inner = breaker.inner.lock();
        inner.failing_tokens.insert(token_hash, now);
        assert!(inner.failing_tokens.count_since_last_answer() <= 1_024);
    }
}

#[test]
fn there_is_one_probe_at_a_time() {
    let (breaker, mut now) = breaker();
    open(&breaker, now);
    now += STEP;
    assert_eq!(breaker.availability(now), Availability::Degraded);
    let probe = breaker.try_acquire(now).unwrap();
    assert!(breaker.try_acquire(now).is_none());
    assert_eq!(probe.record_failure(now), None);
    assert!(breaker.try_acquire(now).is_none());
    now += STEP;
    let transition = breaker.try_acquire(now).unwrap().record_success(now);
    assert_eq!(transition, Some(Transition::Recovered { downtime: STEP * 2 }));
    assert_eq!(breaker.availability(now), Availability::Healthy);
}

#[test]
fn a_probe_that_is_dropped_is_followed_by_another_at_once() {
    let (breaker, mut now) = breaker();
    open(&breaker, now);
    now += STEP;
    drop(breaker.try_acquire(now).unwrap());
    assert!(breaker.try_acquire(now).is_some());
}

#[test]
fn a_health_check_closes_it_and_the_next_failure_opens_it_again() {
    let (breaker, now) = breaker();
    open(&breaker, now);
    assert_eq!(breaker.record_health_check_success(now), None);
    assert_eq!(breaker.availability(now), Availability::Degraded);
    assert_eq!(fail(&breaker, now), None);
    assert!(breaker.try_acquire(now).is_none());
    assert_eq!(breaker.record_health_check_success(now), None);
    assert_eq!(breaker.record_health_check_success(now), Some(Transition::Recovered { downtime: Duration::ZERO }));
    assert!(!breaker.is_service_unhealthy());
}

#[test]
fn failed_health_checks_open_it_and_do_not_keep_it_open() {
    let (breaker, now) = breaker();
    assert_eq!([breaker.record_health_check_failure(now), breaker.record_health_check_failure(now)], [None, None]);
    assert!(breaker.is_service_unhealthy());
    assert_eq!(breaker.record_health_check_failure(now), Some(Transition::WentDown));
    assert_eq!(breaker.record_health_check_failure(now + STEP), None);
    assert!(breaker.try_acquire(now + STEP).is_some());
}
