//! What is wrong with the answer about one token is that token's trouble, and nobody else's.

use super::*;
use crate::stand_in::{AGENT_1, Behaviour};

fn says(body: &str) -> Behaviour {
    Behaviour::Says(body.to_owned().into())
}

/// Answers that are whole and name nobody who could be let in.
fn useless() -> Vec<Behaviour> {
    let user = |name: &str| says(&format!(r#"{{"username":"{name}","contactCenterId":"t"}}"#));
    let tenant = |id: &str| says(&format!(r#"{{"username":"u","contactCenterId":"{id}"}}"#));
    vec![
        says("{}"),
        says("[]"),
        says(r#"{"contactCenterId":"t"}"#),
        says(r#"{"username":null}"#),
        says(r#"{"username":7}"#),
        user(""),
        user("  "),
        user(&"x".repeat(321)),
        tenant("a b"),
        tenant("a/b"),
        tenant(&"x".repeat(129)),
        Behaviour::Status(400),
        Behaviour::Status(413),
        Behaviour::Status(414),
        Behaviour::Status(422),
        Behaviour::Status(431),
    ]
}

/// Failures that do not say that the token is not good.
fn failures() -> Vec<Behaviour> {
    let statuses = [204, 302, 404, 408, 418, 429, 500, 502, 503, 504].map(Behaviour::Status);
    let said = [says(""), says("<html>"), says(r#"{"username":"u"#), Behaviour::Endless, Behaviour::HangUp];
    statuses.into_iter().chain(said).collect()
}

#[tokio::test]
async fn whatever_is_answered_about_one_token_the_others_are_let_in() {
    for behaviour in useless().into_iter().chain(failures()) {
        let name = format!("{behaviour:.80?}");
        let scene = scene().await;
        scene.service.behave(behaviour);
        for _ in 0..20 {
            scene.pass(11);
            scene.identify("odd").await.unwrap_err();
        }
        scene.service.behave(Behaviour::Normal);
        assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)), "{name}");
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_used_refuses_its_token_and_is_remembered() {
    for behaviour in useless() {
        let name = format!("{behaviour:.80?}");
        let scene = scene().await;
        scene.service.behave(behaviour);
        for _ in 0..10 {
            assert_eq!(scene.identify("odd").await, Err(AuthFailure::Refused), "{name}");
        }
        scene.pass(9);
        assert_eq!(scene.known("odd"), Some(Err(AuthFailure::Refused)), "{name}");
        assert_eq!(scene.service.questions(), 1, "{name}");
        scene.pass(1);
        assert_eq!(scene.known("odd"), None, "{name}");
    }
}

#[tokio::test]
async fn a_failure_refuses_nobody_and_is_asked_about_again_after_a_second() {
    for behaviour in failures() {
        let name = format!("{behaviour:.80?}");
        let scene = scene().await;
        scene.service.behave(behaviour);
        for _ in 0..10 {
            assert!(is_unavailable(&scene.identify(AGENT_1.token).await), "{name}");
        }
        assert_eq!(scene.service.questions(), 1, "{name}");
        scene.service.behave(Behaviour::Normal);
        scene.pass(1);
        assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)), "{name}");
    }
}

#[tokio::test]
async fn tokens_that_fail_together_open_the_breaker_whatever_the_answers() {
    for behaviour in [says("{}"), says("<html>"), Behaviour::Status(404), Behaviour::Status(500), Behaviour::HangUp] {
        let scene = scene().await;
        scene.service.behave(behaviour);
        for n in 0..5 {
            assert_eq!(scene.auth.breaker.gauge(), 0);
            scene.identify(&format!("token-{n}")).await.unwrap_err();
        }
        assert_eq!((scene.auth.breaker.gauge(), scene.service.questions()), (1, 5));
        assert!(is_unavailable(&scene.identify(AGENT_1.token).await));
    }
}

#[tokio::test]
async fn tokens_that_the_service_finds_malformed_say_nothing_of_the_service() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Status(400));
    for n in 0..50 {
        assert_eq!(scene.identify(&format!("odd-{n}")).await, Err(AuthFailure::Refused));
    }
    scene.service.behave(Behaviour::Normal);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn names_of_any_script_are_taken_as_they_are() {
    let long = "é".repeat(160);
    for user in
        ["Zoë O'Neill", "李小龍", "محمد\u{200c}علی", "a\u{200b}b", "a\u{202e}b", "нет имени", "👩\u{200d}🚀", &long]
    {
        let scene = scene().await;
        scene.service.behave(says(&format!(r#"{{"username":"{user}"}}"#)));
        assert_eq!(scene.identify("token").await.unwrap().user.as_deref(), Some(user));
    }
}

#[tokio::test]
async fn every_reply_to_a_ping_but_a_failure_means_that_the_service_is_up() {
    for status in [401, 403, 404, 405] {
        let config = AuthConfig { ping_path: "/auth/v3/ping".to_owned(), recovery_timer_ms: 60_000, ..config() };
        let scene = scene_with(config).await;
        scene.service.behave_to_pings(Behaviour::Status(status));
        for _ in 0..10 {
            scene.auth.check_health().await;
        }
        assert_eq!((scene.dependency_status(), scene.auth.breaker.gauge()), (1, 0), "{status}");
        assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    }
}
