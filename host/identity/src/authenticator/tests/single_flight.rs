use super::*;
use crate::stand_in::{AGENT_1, AGENT_2, Behaviour};

#[tokio::test]
async fn a_hundred_requests_with_one_token_ask_one_question() {
    let scene = scene_with(AuthConfig { max_waiting: 1_000, ..config() }).await;
    scene.service.behave(Behaviour::Hang);
    let requests: Vec<_> = (0..100).map(|_| scene.in_background(AGENT_1.token)).collect();
    until(|| scene.auth.questions.waiting() == 100).await;
    scene.service.asked(1).await;
    scene.service.behave(Behaviour::Normal);
    for request in requests {
        assert_eq!(request.await.unwrap(), Ok(identity_of(&AGENT_1)));
    }
    assert_eq!((scene.service.questions(), scene.checks("good")), (1, 100));
    until(|| scene.auth.questions.open() == 0).await;
}

#[tokio::test]
async fn the_question_goes_on_when_the_request_that_asked_goes_away() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Hang);
    let asker = scene.in_background(AGENT_1.token);
    scene.service.asked(1).await;
    let other = scene.in_background(AGENT_1.token);
    until(|| scene.auth.questions.waiting() == 2).await;
    asker.abort();
    until(|| scene.auth.questions.waiting() == 1).await;
    scene.service.behave(Behaviour::Normal);
    assert_eq!(other.await.unwrap(), Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.service.questions(), 1);
}

#[tokio::test]
async fn an_answer_that_nobody_waits_for_any_more_is_remembered() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Hang);
    let asker = scene.in_background(AGENT_1.token);
    scene.service.asked(1).await;
    asker.abort();
    scene.service.behave(Behaviour::Normal);
    until(|| scene.known(AGENT_1.token).is_some()).await;
    assert_eq!(scene.service.questions(), 1);
}

#[tokio::test]
async fn different_tokens_are_asked_about_at_the_same_time_up_to_the_limit() {
    let scene = scene_with(AuthConfig { max_concurrent: 2, ..config() }).await;
    scene.service.behave(Behaviour::Hang);
    let requests: Vec<_> = (0..5).map(|n| scene.in_background(&format!("token-{n}"))).collect();
    until(|| scene.auth.questions.waiting() == 5).await;
    scene.service.asked(2).await;
    assert_eq!((scene.service.questions(), scene.auth.questions.open()), (2, 5));
    scene.service.behave(Behaviour::Normal);
    for request in requests {
        assert_eq!(request.await.unwrap(), Err(AuthFailure::Refused));
    }
    assert_eq!(scene.service.questions(), 5);
}

#[tokio::test]
async fn past_the_limit_of_questions_a_new_token_is_unavailable_at_once() {
    let scene = scene_with(AuthConfig { max_waiting: 2, ..config() }).await;
    scene.service.behave(Behaviour::Hang);
    let requests = [scene.in_background("a"), scene.in_background("b")];
    until(|| scene.auth.questions.waiting() == 2).await;
    assert!(is_unavailable(&scene.identify("c").await));
    assert!(is_unavailable(&scene.identify("a").await));
    scene.service.behave(Behaviour::Normal);
    for request in requests {
        assert_eq!(request.await.unwrap(), Err(AuthFailure::Refused));
    }
    assert_eq!(scene.identify("c").await, Err(AuthFailure::Refused));
}

#[tokio::test]
async fn a_known_token_is_not_held_up_by_a_flood_of_unknown_ones() {
    let scene = scene_with(AuthConfig { max_concurrent: 1, max_waiting: 3, ..config() }).await;
    scene.identify(AGENT_2.token).await.unwrap();
    scene.pass(60);
    scene.service.behave(Behaviour::Hang);
    let flood: Vec<_> = (0..3).map(|n| scene.in_background(&format!("token-{n}"))).collect();
    until(|| scene.auth.questions.open() == 3).await;
    let known = scene.in_background(AGENT_2.token);
    scene.service.asked(3).await;
    scene.service.behave(Behaviour::Normal);
    assert_eq!(known.await.unwrap(), Ok(identity_of(&AGENT_2)));
    for request in flood {
        assert_eq!(request.await.unwrap(), Err(AuthFailure::Refused));
    }
}

#[test]
fn a_runtime_that_ends_leaves_its_waiters_unavailable() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (asking, waiting) = (runtime(), runtime());
    let scene = asking.block_on(scene());
    scene.service.behave(Behaviour::Hang);
    let request = waiting.spawn({
        let auth = Arc::clone(&scene.auth);
        async move { auth.identify(&of(AGENT_1.token)).await }
    });
    waiting.block_on(until(|| scene.auth.questions.waiting() == 1));
    drop(asking);
    assert!(is_unavailable(&waiting.block_on(request).unwrap()));
    assert_eq!(scene.auth.questions.open(), 0);
}
