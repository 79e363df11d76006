use super::*;
use crate::stand_in::{ACCOUNTS, AGENT_1, Behaviour};

#[tokio::test]
async fn a_valid_token_is_looked_up_again_after_a_minute() {
    let setup = start().await;
    setup.identify(AGENT_1.token).await.unwrap();
    setup.advance(59);
    assert!(setup.try_identify(AGENT_1.token).is_some());
    setup.advance(1);
    assert_eq!(setup.try_identify(AGENT_1.token), None);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.service.lookups(), 2);
    setup.advance(59);
    assert!(setup.try_identify(AGENT_1.token).is_some());
}

#[tokio::test]
async fn a_refused_token_is_looked_up_again_after_ten_seconds() {
    let setup = start().await;
    setup.service.set_lookup_behaviour(Behaviour::Status(403));
    assert_eq!(setup.identify(AGENT_1.token).await, Err(AuthFailure::Refused));
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    setup.advance(9);
    assert_eq!(setup.identify(AGENT_1.token).await, Err(AuthFailure::Refused));
    setup.advance(1);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
}

#[tokio::test]
async fn a_revoked_token_is_refused_and_its_stale_identity_is_removed() {
    let setup = start().await;
    setup.identify(AGENT_1.token).await.unwrap();
    setup.advance(60);
    setup.service.set_lookup_behaviour(Behaviour::Status(403));
    assert_eq!(setup.identify(AGENT_1.token).await, Err(AuthFailure::Refused));
    setup.service.set_lookup_behaviour(Behaviour::Status(503));
    setup.advance(11);
    assert!(is_unavailable(&setup.identify(AGENT_1.token).await));
    assert_eq!(setup.checks("stale"), 0);
}

#[tokio::test]
async fn a_stale_identity_is_used_for_five_minutes_while_the_service_fails() {
    let setup = start().await;
    setup.identify(AGENT_1.token).await.unwrap();
    setup.service.set_lookup_behaviour(Behaviour::Status(503));
    setup.advance(60);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    setup.advance(299);
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    assert_eq!(setup.checks("stale"), 2);
    setup.advance(1);
    assert!(is_unavailable(&setup.identify(AGENT_1.token).await));
}

#[tokio::test]
async fn after_a_failed_lookup_a_stale_identity_is_used_without_waiting_for_the_next() {
    let setup = start().await;
    setup.identify(AGENT_1.token).await.unwrap();
    setup.advance(60);
    setup.service.set_lookup_behaviour(Behaviour::CloseConnection);
    setup.identify(AGENT_1.token).await.unwrap();
    setup.advance(1);
    setup.service.set_lookup_behaviour(Behaviour::Hang);
    let lookups = setup.service.lookups();
    assert_eq!(setup.identify(AGENT_1.token).await, Ok(identity_of(&AGENT_1)));
    // The lookup runs in the background, and its answer is cached.
    setup.service.wait_for_lookups(lookups + 1).await;
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    wait_until(|| setup.try_identify(AGENT_1.token).is_some()).await;
    assert!(setup.checks("stale") == 2 && setup.checks("hit") == 1);
}

#[tokio::test]
async fn a_flood_of_invalid_tokens_evicts_no_valid_one() {
    let setup = start_with(AuthConfig { max_good: 50, max_refused: 50, ..config() }).await;
    for account in &ACCOUNTS {
        setup.identify(account.token).await.unwrap();
    }
    for n in 0..500 {
        assert_eq!(setup.identify(&format!("guess-{n}")).await, Err(AuthFailure::Refused));
    }
    for account in &ACCOUNTS {
        assert_eq!(setup.try_identify(account.token), Some(Ok(identity_of(account))));
    }
    assert!(setup.auth.cache.len() <= 100);
}
