use super::*;
use crate::stand_in::{ACCOUNTS, AGENT_1, Behaviour};

#[tokio::test]
async fn a_good_token_is_asked_about_again_after_a_minute() {
    let scene = scene().await;
    scene.identify(AGENT_1.token).await.unwrap();
    scene.pass(59);
    assert!(scene.known(AGENT_1.token).is_some());
    scene.pass(1);
    assert_eq!(scene.known(AGENT_1.token), None);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.service.questions(), 2);
    scene.pass(59);
    assert!(scene.known(AGENT_1.token).is_some());
}

#[tokio::test]
async fn a_refused_token_is_asked_about_again_after_ten_seconds() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Status(403));
    assert_eq!(scene.identify(AGENT_1.token).await, Err(AuthFailure::Refused));
    scene.service.behave(Behaviour::Normal);
    scene.pass(9);
    assert_eq!(scene.identify(AGENT_1.token).await, Err(AuthFailure::Refused));
    scene.pass(1);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn a_revoked_token_is_refused_when_asked_about_again_and_leaves_nothing_behind() {
    let scene = scene().await;
    scene.identify(AGENT_1.token).await.unwrap();
    scene.pass(60);
    scene.service.behave(Behaviour::Status(403));
    assert_eq!(scene.identify(AGENT_1.token).await, Err(AuthFailure::Refused));
    scene.service.behave(Behaviour::Status(503));
    scene.pass(11);
    assert!(is_unavailable(&scene.identify(AGENT_1.token).await));
    assert_eq!(scene.checks("stale"), 0);
}

#[tokio::test]
async fn a_known_identity_holds_five_minutes_more_while_the_service_fails() {
    let scene = scene().await;
    scene.identify(AGENT_1.token).await.unwrap();
    scene.service.behave(Behaviour::Status(503));
    scene.pass(60);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    scene.pass(299);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.checks("stale"), 2);
    scene.pass(1);
    assert!(is_unavailable(&scene.identify(AGENT_1.token).await));
}

#[tokio::test]
async fn once_a_question_has_failed_a_known_identity_does_not_wait_for_the_next() {
    let scene = scene().await;
    scene.identify(AGENT_1.token).await.unwrap();
    scene.pass(60);
    scene.service.behave(Behaviour::HangUp);
    scene.identify(AGENT_1.token).await.unwrap();
    scene.pass(1);
    scene.service.behave(Behaviour::Hang);
    let asked = scene.service.questions();
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    // The question is on its way all the same, and its answer is remembered.
    scene.service.asked(asked + 1).await;
    scene.service.behave(Behaviour::Normal);
    until(|| scene.known(AGENT_1.token).is_some()).await;
    assert!(scene.checks("stale") == 2 && scene.checks("hit") == 1);
}

#[tokio::test]
async fn a_flood_of_bad_tokens_evicts_no_good_one() {
    let scene = scene_with(AuthConfig { max_good: 50, max_refused: 50, ..config() }).await;
    for account in &ACCOUNTS {
        scene.identify(account.token).await.unwrap();
    }
    for n in 0..500 {
        assert_eq!(scene.identify(&format!("guess-{n}")).await, Err(AuthFailure::Refused));
    }
    for account in &ACCOUNTS {
        assert_eq!(scene.known(account.token), Some(Ok(identity_of(account))));
    }
    assert!(scene.auth.cache.len() <= 100);
}
