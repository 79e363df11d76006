use super::*;
use crate::stand_in::{AGENT_1, AGENT_2, Behaviour};

fn three_strikes() -> AuthConfig {
    AuthConfig { breaker_failures: 3, ..config() }
}

async fn break_down(scene: &Scene) {
    scene.service.behave(Behaviour::Status(500));
    for n in 0..3 {
        assert!(is_unavailable(&scene.identify(&format!("unlucky-{n}")).await));
    }
}

#[tokio::test]
async fn after_three_failures_nobody_is_asked_and_nobody_is_let_in_for_free() {
    let scene = scene_with(three_strikes()).await;
    scene.identify(AGENT_1.token).await.unwrap();
    break_down(&scene).await;
    let asked = scene.service.questions();
    assert!(is_unavailable(&scene.identify(AGENT_2.token).await));
    assert!(is_unavailable(&scene.known("nobody").unwrap()));
    assert_eq!(scene.service.questions(), asked);
    assert_eq!((scene.dependency_status(), scene.metrics.breaker.get()), (0, 1));
    assert_eq!(scene.known(AGENT_1.token), Some(Ok(identity_of(&AGENT_1))));
}

#[tokio::test]
async fn while_the_breaker_is_open_known_identities_hold_without_a_question() {
    // Open for longer than this test's minute.
    let scene =
        scene_with(AuthConfig { breaker_min_open_ms: 60_000, breaker_max_open_ms: 600_000, ..three_strikes() }).await;
    scene.identify(AGENT_1.token).await.unwrap();
    scene.pass(59);
    break_down(&scene).await;
    scene.pass(1);
    let asked = scene.service.questions();
    assert_eq!(scene.known(AGENT_1.token), Some(Ok(identity_of(&AGENT_1))));
    assert_eq!((scene.checks("stale"), scene.service.questions()), (1, asked));
}

#[tokio::test]
async fn one_good_probe_brings_everything_back() {
    let scene = scene_with(three_strikes()).await;
    break_down(&scene).await;
    scene.service.behave(Behaviour::Normal);
    scene.pass(6);
    assert_eq!(scene.known(AGENT_1.token), None);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.identify(AGENT_2.token).await, Ok(identity_of(&AGENT_2)));
    assert_eq!((scene.dependency_status(), scene.metrics.breaker.get()), (1, 0));
}

#[tokio::test]
async fn while_one_probe_is_on_its_way_no_other_question_is() {
    let scene = scene_with(three_strikes()).await;
    break_down(&scene).await;
    scene.service.behave(Behaviour::Hang);
    scene.pass(6);
    let asked = scene.service.questions();
    let probe = scene.in_background(AGENT_1.token);
    scene.service.asked(asked + 1).await;
    assert!(is_unavailable(&scene.identify(AGENT_2.token).await));
    scene.service.behave(Behaviour::Status(503));
    assert!(is_unavailable(&probe.await.unwrap()));
    assert!(is_unavailable(&scene.known(AGENT_2.token).unwrap()));
    assert_eq!(scene.service.questions(), asked + 1);
}

#[tokio::test]
async fn recovery_does_not_wait_for_traffic_nor_for_the_breaker() {
    let scene = scene_with(AuthConfig {
        ping_path: "/auth/v3/ping".to_owned(),
        recovery_timer_ms: 1,
        breaker_min_open_ms: 60_000,
        breaker_max_open_ms: 600_000,
        ..three_strikes()
    })
    .await;
    until(|| scene.dependency_status() == 1).await;
    scene.service.behave_to_pings(Behaviour::Status(503));
    break_down(&scene).await;
    assert_eq!(scene.dependency_status(), 0);
    scene.service.behave(Behaviour::Normal);
    scene.service.behave_to_pings(Behaviour::Normal);
    until(|| scene.dependency_status() == 1).await;
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn a_service_that_is_down_is_noticed_without_traffic() {
    let scene =
        scene_with(AuthConfig { ping_path: "/auth/v3/ping".to_owned(), recovery_timer_ms: 60_000, ..three_strikes() })
            .await;
    until(|| scene.dependency_status() == 1).await;
    scene.service.behave_to_pings(Behaviour::Status(503));
    for _ in 0..3 {
        scene.auth.check_health().await;
    }
    assert_eq!((scene.dependency_status(), scene.metrics.breaker.get()), (0, 1));
    scene.service.behave_to_pings(Behaviour::Normal);
    scene.auth.check_health().await;
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.dependency_status(), 1);
}

#[tokio::test]
async fn a_service_without_a_health_question_is_not_taken_for_down() {
    let scene = scene_with(AuthConfig { ping_path: "/nowhere".to_owned(), ..three_strikes() }).await;
    for _ in 0..10 {
        scene.auth.check_health().await;
    }
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.dependency_status(), 1);
}

#[tokio::test]
async fn after_a_failed_connection_questions_take_new_ones() {
    let scene = scene_with(AuthConfig { ping_path: "/auth/v3/ping".to_owned(), ..three_strikes() }).await;
    until(|| scene.dependency_status() == 1).await;
    scene.pass(1);
    scene.identify(AGENT_1.token).await.unwrap();
    assert_eq!(scene.service.connections(), 1);
    scene.pass(1);
    scene.auth.client.connections().forget();
    scene.identify(AGENT_2.token).await.unwrap();
    assert_eq!(scene.service.connections(), 2);
}

#[tokio::test]
async fn the_watch_ends_with_the_authenticator() {
    let scene = scene_with(AuthConfig { recovery_timer_ms: 1, ..config() }).await;
    let watched = Arc::downgrade(&scene.auth);
    drop(scene.auth);
    until(|| watched.strong_count() == 0).await;
}
