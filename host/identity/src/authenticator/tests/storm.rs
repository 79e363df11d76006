use super::*;
use crate::stand_in::{ACCOUNTS, Behaviour};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_the_service_does_no_good_token_is_refused_and_no_bad_one_let_in() {
    let scene = Arc::new(
        scene_with(AuthConfig {
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
            let scene = Arc::clone(&scene);
            tokio::spawn(async move {
                for n in 0..40 {
                    if n % 5 == client % 5 {
                        scene.service.behave(weather(client + n));
                    }
                    if (client + n) % 3 == 0 {
                        let answer = scene.identify(&format!("guess-{}", n % 7)).await;
                        assert!(answer == Err(AuthFailure::Refused) || is_unavailable(&answer), "{answer:?}");
                    } else {
                        let account = &ACCOUNTS[(client + n) % ACCOUNTS.len()];
                        let answer = scene.identify(account.token).await;
                        assert!(answer == Ok(identity_of(account)) || is_unavailable(&answer), "{answer:?}");
                    }
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    until(|| scene.auth.questions.open() == 0).await;
    assert_eq!(scene.auth.questions.waiting(), 0);
    scene.service.behave(Behaviour::Normal);
    while scene.identify(ACCOUNTS[0].token).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(scene.identify("guess").await, Err(AuthFailure::Refused));
}

fn weather(n: usize) -> Behaviour {
    match n % 6 {
        0 => Behaviour::Status(500),
        1 => Behaviour::HangUp,
        2 => Behaviour::Says("{".into()),
        3 => Behaviour::Status(302),
        _ => Behaviour::Normal,
    }
}
