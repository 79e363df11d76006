use super::*;
use crate::stand_in::{ACCOUNTS, Behaviour};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_valid_token_is_refused_and_no_invalid_one_accepted_while_the_service_fails_at_random() {
    let setup = Arc::new(
        start_with(AuthConfig {
            ping_path: "/auth/v3/ping".to_owned(),
            good_seconds: 0,
            refused_seconds: 0,
            stale_seconds: 0,
            max_concurrent: 4,
            max_waiting: 40,
            recovery_timer_ms: 1,
            breaker_min_open_ms: 1,
            breaker_max_open_ms: 2,
            ..config()
        })
        .await,
    );
    let clients: Vec<_> = (0..50)
        .map(|client| {
            let setup = Arc::clone(&setup);
            tokio::spawn(async move {
                for n in 0..40 {
                    if n % 5 == client % 5 {
                        setup.service.set_lookup_behaviour(behaviour_number(client + n));
                    }
                    if (client + n) % 3 == 0 {
                        let result = setup.identify(&format!("invalid-{}", n % 7)).await;
                        assert!(result == Err(AuthFailure::Refused) || is_unavailable(&result), "{result:?}");
                    } else {
                        let account = &ACCOUNTS[(client + n) % ACCOUNTS.len()];
                        let result = setup.identify(account.token).await;
                        assert!(result == Ok(identity_of(account)) || is_unavailable(&result), "{result:?}");
                    }
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    wait_until(|| setup.auth.lookups.lookup_count() == 0).await;
    assert_eq!(setup.auth.lookups.waiter_count(), 0);
    setup.service.set_lookup_behaviour(Behaviour::Normal);
    while setup.identify(ACCOUNTS[0].token).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(setup.identify("invalid").await, Err(AuthFailure::Refused));
}

fn behaviour_number(n: usize) -> Behaviour {
    match n % 6 {
        0 => Behaviour::Status(500),
        1 => Behaviour::CloseConnection,
        2 => Behaviour::Body("{".into()),
        3 => Behaviour::Status(302),
        _ => Behaviour::Normal,
    }
}
