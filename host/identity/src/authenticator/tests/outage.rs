use super::*;
use crate::stand_in::{AGENT_1, AGENT_2, Behaviour};

fn three_failures() -> AuthConfig {
    AuthConfig { breaker_failures: 3, ..config() }
}

async fn open_breaker(setup: &Setup) {
    setup.service.set_lookup_behaviour(Behaviour::Status(500));
    for n in 0..3 {
        assert!(is_unavailable(&setup.identify(&format!("failing-{n}")).await));
    }
}

#[tokio::test]
async fn while_the_breaker_is_open_there_are_no_lookups_and_new_tokens_are_unavailable() {
    let setup = start_with(three_failures()).await;
    setup.identify(AGENT_1.token).await.unwrap();
    open_breaker(&setup).await;
    let lookups = setup.service.lookups();
    assert!(is_unavailable(&setup.identify(AGENT_2.token).await));
    assert!(is_unavailable(&setup.try_identify("unknown").unwrap()));
    assert_eq!(setup.service.lookups(), lookups);
    assert_eq!((setup.dependency_status(), setup.metrics.breaker.get()), (0, 1));
    assert_eq!(setup.try_identify(AGENT_1.token), Some(Ok(identity_of(&AGENT_1))));
}

#[tokio::test]
async fn while_the_breaker_is_open_stale_identities_are_used_without_a_lookup() {
    // The breaker stays open for longer than the minute of this test.
    let setup =
        start_with(AuthConfig { breaker_min_open_ms: 60_000, breaker_max_open_ms: 600_000, ..three_failures() }).await;
    setup.identify(AGENT_1.token).await.unwrap();
    setup.advance(59);
    open_breaker(&setup).await;
    setup.advance(1);
    let lookups = setup.service.lookups();
    assert_eq!(setup.try_identify(AGENT_1.token), Some(Ok(identity_of(&AGENT_1))));
    assert_eq!((setup.checks("stale"), setup.service.lookups()), (1, lookups));
}

#[tokio::test]
async fn a_successful_probe_closes_the_breaker() {
    let setup = start_with(three_failures()).await;
    open_breaker(&setup).await;
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    setup.advance(6);
    assert_eq!(setup.try_identify(AGENT_1.token), None);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.identify(AGENT_2.token).await, Ok(identity_of(&AGENT_2)));
    assert_eq!((setup.dependency_status(), setup.metrics.breaker.get()), (1, 0));
}

#[tokio::test]
async fn while_a_probe_is_in_flight_there_are_no_other_lookups() {
    let setup = start_with(three_failures()).await;
    open_breaker(&setup).await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    setup.advance(6);
    let lookups = setup.service.lookups();
    let probe = setup.spawn_identify(AGENT_1.token);
    setup.service.wait_for_lookups(lookups + 1).await;
    assert!(is_unavailable(&setup.identify(AGENT_2.token).await));
    setup.service.set_lookup_behaviour(Behaviour::Status(503));
    assert!(is_unavailable(&probe.await.unwrap()));
    assert!(is_unavailable(&setup.try_identify(AGENT_2.token).unwrap()));
    assert_eq!(setup.service.lookups(), lookups + 1);
}

#[tokio::test]
async fn a_health_check_closes_the_breaker_without_traffic_and_before_its_time() {
    let setup = start_with(AuthConfig {
        ping_path: "/auth/v3/ping".to_owned(),
        recovery_timer_ms: 1,
        breaker_min_open_ms: 60_000,
        breaker_max_open_ms: 600_000,
        ..three_failures()
    })
    .await;
    wait_until(|| setup.dependency_status() == 1).await;
    setup.service.set_health_check_behaviour(Behaviour::Status(503));
    open_breaker(&setup).await;
    assert_eq!(setup.dependency_status(), 0);
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    setup.service.set_health_check_behaviour(Behaviour::Normal);
    wait_until(|| setup.dependency_status() == 1).await;
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn failed_health_checks_open_the_breaker_without_traffic() {
    let setup =
        start_with(AuthConfig { ping_path: "/auth/v3/ping".to_owned(), recovery_timer_ms: 60_000, ..three_failures() })
            .await;
    wait_until(|| setup.dependency_status() == 1).await;
    setup.service.set_health_check_behaviour(Behaviour::Status(503));
    for _ in 0..3 {
        setup.auth.check_health().await;
    }
    assert_eq!((setup.dependency_status(), setup.metrics.breaker.get()), (0, 1));
    setup.service.set_health_check_behaviour(Behaviour::Normal);
    setup.auth.check_health().await;
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.dependency_status(), 1);
}

#[tokio::test]
async fn a_service_that_does_not_know_the_path_of_the_health_check_is_up() {
    let setup = start_with(AuthConfig { ping_path: "/nowhere".to_owned(), ..three_failures() }).await;
    for _ in 0..10 {
        setup.auth.check_health().await;
    }
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.dependency_status(), 1);
}

#[tokio::test]
async fn after_the_pool_is_discarded_lookups_open_new_connections() {
    let setup = start_with(AuthConfig { ping_path: "/auth/v3/ping".to_owned(), ..three_failures() }).await;
    wait_until(|| setup.dependency_status() == 1).await;
    setup.advance(1);
    setup.identify(AGENT_1.token).await.unwrap();
    assert_eq!(setup.service.connections(), 1);
    setup.advance(1);
    setup.auth.client.connection_pool().discard_all();
    setup.identify(AGENT_2.token).await.unwrap();
    assert_eq!(setup.service.connections(), 2);
}

#[tokio::test]
async fn the_health_checks_end_with_the_authenticator() {
    let setup = start_with(AuthConfig { recovery_timer_ms: 1, ..config() }).await;
    let weak = Arc::downgrade(&setup.auth);
    drop(setup.auth);
    wait_until(|| weak.strong_count() == 0).await;
}
