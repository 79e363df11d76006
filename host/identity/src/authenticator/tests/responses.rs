use super::*;
use crate::stand_in::{ACCOUNTS, AGENT_1, Behaviour, NO_TENANT};

#[tokio::test]
async fn a_valid_token_is_identified_with_one_lookup() {
    let setup = start().await;
    assert_eq!(setup.try_identify(AGENT_1.token), None);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.try_identify(AGENT_1.token), Some(Ok(identity_of(&AGENT_1))));
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.service.lookups(), 1);
    assert_eq!((setup.checks("good"), setup.checks("hit")), (1, 2));
    assert_eq!(setup.dependency_status(), 1);
}

#[tokio::test]
async fn every_account_is_identified_and_the_connection_is_reused() {
    let setup = start().await;
    for account in &ACCOUNTS {
        assert_eq!(setup.identify(account.token).await, Ok(identity_of(account)));
        setup.advance(1);
    }
    assert_eq!(setup.identify(NO_TENANT.token).await.unwrap().tenant, None);
    assert_eq!((setup.service.lookups(), setup.service.connections()), (5, 1));
}

#[tokio::test]
async fn openid_responses_are_parsed_if_configured() {
    let setup = start_with(AuthConfig {
        userinfo_path: "/auth/v3/openid/userinfo".to_owned(),
        tenant_field: "contact_center_id".to_owned(),
        user_field: "user_name".to_owned(),
        ..config()
    })
    .await;
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn an_unknown_token_is_refused_and_the_refusal_is_cached() {
    let setup = start().await;
    assert_eq!(setup.identify("unknown").await, Err(AuthFailure::Refused));
    assert_eq!(setup.try_identify("unknown"), Some(Err(AuthFailure::Refused)));
    assert_eq!(setup.identify("unknown").await, Err(AuthFailure::Refused));
    assert_eq!((setup.service.lookups(), setup.checks("refused")), (1, 3));
}

#[tokio::test]
async fn status_401_refuses_the_token() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Status(401));
    assert_eq!(setup.identify("unknown").await, Err(AuthFailure::Refused));
}

#[tokio::test]
async fn other_responses_are_unavailable_and_retried_after_a_second() {
    let long = format!(r#"{{"username":"u","x":"{}"}}"#, "x".repeat(AuthConfig::default().max_response_bytes));
    let bodies = ["", "<html></html>", r#"{"username":"u"#, &long]
        .into_iter()
        .map(|body| Behaviour::Body(body.to_owned().into()));
    let statuses = [204, 302, 307, 402, 404, 407, 408, 418, 429, 500, 502, 503, 504].map(Behaviour::Status);
    let setup = start_with(AuthConfig { breaker_failures: 1_000, ..config() }).await;
    for (n, behaviour) in bodies.chain(statuses).chain([Behaviour::EndlessBody, Behaviour::CloseConnection]).enumerate()
    {
        let name = format!("{behaviour:?}");
        setup.service.set_lookup_behaviour(behaviour);
        let token = format!("token-{n}");
        assert!(is_unavailable(&setup.identify(&token).await), "{}", &name[..name.len().min(80)]);
        setup.advance(1);
        assert_eq!(setup.try_identify(&token), None);
        assert_eq!(setup.checks("unavailable"), n as u64 + 1);
    }
    assert_eq!(setup.checks("good") + setup.checks("refused") + setup.checks("stale"), 0);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Status(302));
    assert!(is_unavailable(&setup.identify(AGENT_1.token).await));
    assert_eq!(setup.service.lookups(), 1);
}

#[tokio::test]
async fn no_response_within_the_timeout_is_unavailable() {
    for behaviour in [Behaviour::Hang, Behaviour::StalledBody] {
        let setup = start_with(AuthConfig { timeout_ms: 20, ..config() }).await;
        setup.service.set_lookup_behaviour(behaviour);
        assert!(is_unavailable(&setup.identify(AGENT_1.token).await));
    }
}

#[tokio::test]
async fn a_slow_response_within_the_timeout_is_used() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Slow(Duration::from_millis(5)));
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    setup.auth.metrics.update_gauges(0, 0, setup.auth.clock.now());
    let request_ms = |kind| setup.metrics.gws_auth_req_time.with_label_values(&[kind]).get();
    assert!(request_ms("COUNT") == 1.0 && request_ms("AVG") >= 5.0 && request_ms("MAX") >= request_ms("AVG"));
    assert_eq!(setup.metrics.duration.get_sample_count(), 1);
}

#[tokio::test]
async fn a_late_answer_is_not_used_and_is_measured_by_the_time_that_it_took() {
    let setup = start_with(AuthConfig { timeout_ms: 20, ..config() }).await;
    setup.service.set_lookup_behaviour(Behaviour::Slow(Duration::from_millis(150)));
    assert!(is_unavailable(&setup.identify(AGENT_1.token).await));
    while setup.metrics.duration.get_sample_count() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(setup.metrics.duration.get_sample_sum() >= 0.15);
    assert_eq!(setup.checks("good"), 0);
}

#[tokio::test]
async fn answers_that_never_come_are_waited_for_in_bounded_number() {
    let setup = start_with(AuthConfig { timeout_ms: 20, breaker_failures: 1_000, ..config() }).await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let lookups: Vec<_> = (0..40).map(|number| setup.spawn_identify(&format!("nobody-knows-{number}"))).collect();
    for lookup in lookups {
        assert!(is_unavailable(&lookup.await.unwrap()));
    }
    // Of 40, 16 are waited for.
    assert_eq!(setup.metrics.duration.get_sample_count(), 24);
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    while setup.metrics.duration.get_sample_count() < 40 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_refused_connection_is_unavailable() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let config = AuthConfig { url: format!("http://{free}"), ..config() };
    let auth = Authenticator::new(&config, unregistered_metrics()).unwrap();
    assert!(is_unavailable(&auth.identify(&parse_token(AGENT_1.token)).await));
}

#[tokio::test]
async fn the_path_of_the_url_is_a_prefix() {
    let service = StandIn::start(TcpListener::bind("127.0.0.1:0").await.unwrap()).unwrap();
    let config =
        AuthConfig { url: format!("{}/auth", service.url()), userinfo_path: "/v3/userinfo".to_owned(), ..config() };
    let auth = Authenticator::new(&config, unregistered_metrics()).unwrap();
    assert_eq!(auth.identify(&parse_token(AGENT_1.token)).await, Ok(identity_of(&AGENT_1)));
}

#[test]
fn creating_an_authenticator_reports_every_problem_and_requires_a_runtime() {
    let metrics = unregistered_metrics();
    let invalid = AuthConfig { timeout_ms: 0, ..AuthConfig::default() };
    let Err(AuthSetupError::Configuration(problems)) = Authenticator::new(&invalid, metrics.clone()) else { panic!() };
    assert_eq!(problems.len(), 2);
    let valid = AuthConfig { url: "http://127.0.0.1".to_owned(), ..AuthConfig::default() };
    assert!(matches!(Authenticator::new(&valid, metrics), Err(AuthSetupError::Runtime(_))));
}
