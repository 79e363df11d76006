//! A bad response to the lookup of one token does not affect other tokens.

use super::*;
use crate::stand_in::{AGENT_1, Behaviour};

fn with_body(body: &str) -> Behaviour {
    Behaviour::Body(body.to_owned().into())
}

/// Complete responses without a valid identity.
fn unusable_responses() -> Vec<Behaviour> {
    let user = |name: &str| with_body(&format!(r#"{{"username":"{name}","contactCenterId":"t"}}"#));
    let tenant = |id: &str| with_body(&format!(r#"{{"username":"u","contactCenterId":"{id}"}}"#));
    vec![
        with_body("{}"),
        with_body("[]"),
        with_body(r#"{"contactCenterId":"t"}"#),
        with_body(r#"{"username":null}"#),
        with_body(r#"{"username":7}"#),
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

/// Failures that do not mean that the token is invalid.
fn failed_responses() -> Vec<Behaviour> {
    let statuses = [204, 302, 404, 408, 418, 429, 500, 502, 503, 504].map(Behaviour::Status);
    let bodies = [
        with_body(""),
        with_body("<html>"),
        with_body(r#"{"username":"u"#),
        Behaviour::EndlessBody,
        Behaviour::CloseConnection,
    ];
    statuses.into_iter().chain(bodies).collect()
}

#[tokio::test]
async fn a_bad_response_about_one_token_does_not_affect_others() {
    for behaviour in unusable_responses().into_iter().chain(failed_responses()) {
        let name = format!("{behaviour:.80?}");
        let setup = start().await;
        setup.service.set_lookup_behaviour(behaviour);
        for _ in 0..20 {
            setup.advance(11);
            setup.identify("odd").await.unwrap_err();
        }
        setup.service.set_lookup_behaviour(Behaviour::Normal);
        assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)), "{name}");
    }
}

#[tokio::test]
async fn an_unusable_response_refuses_the_token_and_is_cached() {
    for behaviour in unusable_responses() {
        let name = format!("{behaviour:.80?}");
        let setup = start().await;
        setup.service.set_lookup_behaviour(behaviour);
        for _ in 0..10 {
            assert_eq!(setup.identify("odd").await, Err(AuthFailure::Refused), "{name}");
        }
        setup.advance(9);
        assert_eq!(setup.try_identify("odd"), Some(Err(AuthFailure::Refused)), "{name}");
        assert_eq!(setup.service.lookups(), 1, "{name}");
        setup.advance(1);
        assert_eq!(setup.try_identify("odd"), None, "{name}");
    }
}

#[tokio::test]
async fn a_failed_response_refuses_no_token_and_is_retried_after_a_second() {
    for behaviour in failed_responses() {
        let name = format!("{behaviour:.80?}");
        let setup = start().await;
        setup.service.set_lookup_behaviour(behaviour);
        for _ in 0..10 {
            assert!(is_unavailable(&setup.identify(AGENT_1.token).await), "{name}");
        }
        assert_eq!(setup.service.lookups(), 1, "{name}");
        setup.service.set_lookup_behaviour(Behaviour::Normal);
        setup.advance(1);
        assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)), "{name}");
    }
}

#[tokio::test]
async fn failed_lookups_of_different_tokens_open_the_breaker() {
    for behaviour in [
        with_body("{}"),
        with_body("<html>"),
        Behaviour::Status(404),
        Behaviour::Status(500),
        Behaviour::CloseConnection,
    ] {
        let setup = start().await;
        setup.service.set_lookup_behaviour(behaviour);
        for n in 0..5 {
            assert_eq!(setup.auth.breaker.gauge_value(), 0);
            setup.identify(&format!("token-{n}")).await.unwrap_err();
        }
        assert_eq!((setup.auth.breaker.gauge_value(), setup.service.lookups()), (1, 5));
        assert!(is_unavailable(&setup.identify(AGENT_1.token).await));
    }
}

#[tokio::test]
async fn requests_that_the_service_rejects_as_malformed_do_not_open_the_breaker() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Status(400));
    for n in 0..50 {
        assert_eq!(setup.identify(&format!("odd-{n}")).await, Err(AuthFailure::Refused));
    }
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn user_names_of_any_script_are_kept_unchanged() {
    let long = "é".repeat(160);
    for user in
        ["Zoë O'Neill", "李小龍", "محمد\u{200c}علی", "a\u{200b}b", "a\u{202e}b", "нет имени", "👩\u{200d}🚀", &long]
    {
        let setup = start().await;
        setup.service.set_lookup_behaviour(with_body(&format!(r#"{{"username":"{user}"}}"#)));
        assert_eq!(setup.identify("token").await.unwrap().user.as_deref(), Some(user));
    }
}

#[tokio::test]
async fn a_health_check_with_a_client_error_means_that_the_service_is_up() {
    for status in [401, 403, 404, 405] {
        let config = AuthConfig { ping_path: "/auth/v3/ping".to_owned(), recovery_timer_ms: 60_000, ..config() };
        let setup = start_with(config).await;
        setup.service.set_health_check_behaviour(Behaviour::Status(status));
        for _ in 0..10 {
            setup.auth.check_health().await;
        }
        assert_eq!((setup.dependency_status(), setup.auth.breaker.gauge_value()), (1, 0), "{status}");
        assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    }
}
