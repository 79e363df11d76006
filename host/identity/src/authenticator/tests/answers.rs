use super::*;
use crate::stand_in::{ACCOUNTS, AGENT_1, Behaviour, NO_TENANT};

#[tokio::test]
async fn a_good_token_yields_user_and_tenant_and_is_asked_about_once() {
    let scene = scene().await;
    assert_eq!(scene.known(AGENT_1.token), None);
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.known(AGENT_1.token), Some(Ok(identity_of(&AGENT_1))));
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(scene.service.questions(), 1);
    assert_eq!((scene.checks("good"), scene.checks("hit")), (1, 2));
    assert_eq!(scene.dependency_status(), 1);
}

#[tokio::test]
async fn every_account_is_told_apart_and_connections_are_used_again() {
    let scene = scene().await;
    for account in &ACCOUNTS {
        assert_eq!(scene.identify(account.token).await, Ok(identity_of(account)));
        scene.pass(1);
    }
    assert_eq!(scene.identify(NO_TENANT.token).await.unwrap().tenant, None);
    assert_eq!((scene.service.questions(), scene.service.connections()), (5, 1));
}

#[tokio::test]
async fn openid_answers_are_read_when_configured() {
    let scene = scene_with(AuthConfig {
        userinfo_path: "/auth/v3/openid/userinfo".to_owned(),
        tenant_field: "contact_center_id".to_owned(),
        user_field: "user_name".to_owned(),
        ..config()
    })
    .await;
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn an_unknown_token_is_refused_and_not_asked_about_again_at_once() {
    let scene = scene().await;
    assert_eq!(scene.identify("nobody").await, Err(AuthFailure::Refused));
    assert_eq!(scene.known("nobody"), Some(Err(AuthFailure::Refused)));
    assert_eq!(scene.identify("nobody").await, Err(AuthFailure::Refused));
    assert_eq!((scene.service.questions(), scene.checks("refused")), (1, 3));
}

#[tokio::test]
async fn status_401_is_a_refusal_as_403_is() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Status(401));
    assert_eq!(scene.identify("nobody").await, Err(AuthFailure::Refused));
}

#[tokio::test]
async fn whatever_is_no_answer_is_unavailable_and_forgotten_in_a_second() {
    let long = format!(r#"{{"username":"u","x":"{}"}}"#, "x".repeat(AuthConfig::default().max_response_bytes));
    let said = ["", "<html></html>", r#"{"username":"u"#, &long]
        .into_iter()
        .map(|body| Behaviour::Says(body.to_owned().into()));
    let statuses = [204, 302, 307, 402, 404, 407, 408, 418, 429, 500, 502, 503, 504].map(Behaviour::Status);
    let scene = scene_with(AuthConfig { breaker_failures: 1_000, ..config() }).await;
    for (n, behaviour) in said.chain(statuses).chain([Behaviour::Endless, Behaviour::HangUp]).enumerate() {
        let name = format!("{behaviour:?}");
        scene.service.behave(behaviour);
        let token = format!("token-{n}");
        assert!(is_unavailable(&scene.identify(&token).await), "{}", &name[..name.len().min(80)]);
        scene.pass(1);
        assert_eq!(scene.known(&token), None);
        assert_eq!(scene.checks("unavailable"), n as u64 + 1);
    }
    assert_eq!(scene.checks("good") + scene.checks("refused") + scene.checks("stale"), 0);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Status(302));
    assert!(is_unavailable(&scene.identify(AGENT_1.token).await));
    assert_eq!(scene.service.questions(), 1);
}

#[tokio::test]
async fn silence_is_unavailable_after_the_timeout() {
    for behaviour in [Behaviour::Hang, Behaviour::Stuck] {
        let scene = scene_with(AuthConfig { timeout_ms: 20, ..config() }).await;
        scene.service.behave(behaviour);
        assert!(is_unavailable(&scene.identify(AGENT_1.token).await));
    }
}

#[tokio::test]
async fn a_slow_answer_within_the_timeout_counts() {
    let scene = scene().await;
    scene.service.behave(Behaviour::Slow(Duration::from_millis(5)));
    assert_eq!(scene.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    scene.auth.meters.refresh(0, 0, scene.auth.clock.now());
    let times = |kind| scene.metrics.gws_auth_req_time.with_label_values(&[kind]).get();
    assert!(times("COUNT") == 1.0 && times("AVG") >= 5.0 && times("MAX") >= times("AVG"));
    assert_eq!(scene.metrics.duration.get_sample_count(), 1);
}

#[tokio::test]
async fn an_address_where_nobody_listens_is_unavailable() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let config = AuthConfig { url: format!("http://{free}"), ..config() };
    let auth = Authenticator::new(&config, unregistered_metrics()).unwrap();
    assert!(is_unavailable(&auth.identify(&of(AGENT_1.token)).await));
}

#[tokio::test]
async fn a_base_path_of_the_url_comes_first() {
    let service = StandIn::start(TcpListener::bind("127.0.0.1:0").await.unwrap()).unwrap();
    let config =
        AuthConfig { url: format!("{}/auth", service.url()), userinfo_path: "/v3/userinfo".to_owned(), ..config() };
    let auth = Authenticator::new(&config, unregistered_metrics()).unwrap();
    assert_eq!(auth.identify(&of(AGENT_1.token)).await, Ok(identity_of(&AGENT_1)));
}

#[test]
fn setting_up_says_every_mistake_and_needs_a_runtime() {
    let metrics = unregistered_metrics();
    let mistaken = AuthConfig { timeout_ms: 0, ..AuthConfig::default() };
    let Err(AuthSetupError::Configuration(problems)) = Authenticator::new(&mistaken, metrics.clone()) else { panic!() };
    assert_eq!(problems.len(), 2);
    let good = AuthConfig { url: "http://127.0.0.1".to_owned(), ..AuthConfig::default() };
    assert!(matches!(Authenticator::new(&good, metrics), Err(AuthSetupError::Runtime(_))));
}
