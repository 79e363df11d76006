use super::*;
use crate::stand_in::{AGENT_1, AGENT_2, Behaviour};

#[tokio::test]
async fn a_hundred_requests_with_one_token_share_one_lookup() {
    let setup = start_with(AuthConfig { max_waiting: 1_000, ..config() }).await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let requests: Vec<_> = (0..100).map(|_| setup.spawn_identify(AGENT_1.token)).collect();
    wait_until(|| setup.auth.lookups.waiter_count() == 100).await;
    setup.service.wait_for_lookups(1).await;
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    for request in requests {
        assert_eq!(request.await.unwrap(), Ok(identity_of(&AGENT_1)));
    }
    assert_eq!((setup.service.lookups(), setup.checks("good")), (1, 100));
    wait_until(|| setup.auth.lookups.lookup_count() == 0).await;
}

#[tokio::test]
async fn a_lookup_continues_when_the_request_that_started_it_is_dropped() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let leader = setup.spawn_identify(AGENT_1.token);
    setup.service.wait_for_lookups(1).await;
    let follower = setup.spawn_identify(AGENT_1.token);
    wait_until(|| setup.auth.lookups.waiter_count() == 2).await;
    leader.abort();
    wait_until(|| setup.auth.lookups.waiter_count() == 1).await;
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    assert_eq!(follower.await.unwrap(), Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.service.lookups(), 1);
}

#[tokio::test]
async fn the_answer_of_a_lookup_without_waiters_is_cached() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let leader = setup.spawn_identify(AGENT_1.token);
    setup.service.wait_for_lookups(1).await;
    leader.abort();
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    wait_until(|| setup.try_identify(AGENT_1.token).is_some()).await;
    assert_eq!(setup.service.lookups(), 1);
}

#[tokio::test]
async fn lookups_of_different_tokens_run_concurrently_up_to_the_limit() {
    let setup = start_with(AuthConfig { max_concurrent: 2, ..config() }).await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let requests: Vec<_> = (0..5).map(|n| setup.spawn_identify(&format!("token-{n}"))).collect();
    wait_until(|| setup.auth.lookups.waiter_count() == 5).await;
    setup.service.wait_for_lookups(2).await;
    assert_eq!((setup.service.lookups(), setup.auth.lookups.lookup_count()), (2, 5));
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    for request in requests {
        assert_eq!(request.await.unwrap(), Err(AuthFailure::Refused));
    }
    assert_eq!(setup.service.lookups(), 5);
}

#[tokio::test]
async fn beyond_the_limit_of_lookups_a_new_token_is_unavailable_at_once() {
    let setup = start_with(AuthConfig { max_waiting: 2, ..config() }).await;
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let requests = [setup.spawn_identify("a"), setup.spawn_identify("b")];
    wait_until(|| setup.auth.lookups.waiter_count() == 2).await;
    assert!(is_unavailable(&setup.identify("c").await));
    assert!(is_unavailable(&setup.identify("a").await));
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    for request in requests {
        assert_eq!(request.await.unwrap(), Err(AuthFailure::Refused));
    }
    assert_eq!(setup.identify("c").await, Err(AuthFailure::Refused));
}

#[tokio::test]
async fn a_flood_of_new_tokens_does_not_delay_a_known_one() {
    let setup = start_with(AuthConfig { max_concurrent: 1, max_waiting: 3, ..config() }).await;
    setup.identify(AGENT_2.token).await.unwrap();
    setup.advance(60);
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let flood: Vec<_> = (0..3).map(|n| setup.spawn_identify(&format!("token-{n}"))).collect();
    wait_until(|| setup.auth.lookups.lookup_count() == 3).await;
    let known = setup.spawn_identify(AGENT_2.token);
    setup.service.wait_for_lookups(3).await;
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    assert_eq!(known.await.unwrap(), Ok(identity_of(&AGENT_2)));
    for request in flood {
        assert_eq!(request.await.unwrap(), Err(AuthFailure::Refused));
    }
}

#[test]
fn waiters_are_unavailable_when_the_runtime_is_shut_down() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (lookup_runtime, request_runtime) = (runtime(), runtime());
    let setup = lookup_runtime.block_on(start());
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let request = request_runtime.spawn({
        let auth = Arc::clone(&setup.auth);
        async move { auth.identify(&parse_token(AGENT_1.token)).await }
    });
    request_runtime.block_on(wait_until(|| setup.auth.lookups.waiter_count() == 1));
    drop(lookup_runtime);
    assert!(is_unavailable(&request_runtime.block_on(request).unwrap()));
    assert_eq!(setup.auth.lookups.lookup_count(), 0);
}
