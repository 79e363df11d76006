use std::{io, sync::Mutex};

use tracing_subscriber::fmt::MakeWriter;

use super::*;
use crate::stand_in::{AGENT_1, Behaviour};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn the_log_reports_outages_and_never_shows_a_token() {
    let log = Log::default();
    // Without a global subscriber, a call site that another test reaches first would be cached as disabled.
    let sink = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(io::sink).finish();
    let _ = tracing::subscriber::set_global_default(sink);
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let setup = start_with(AuthConfig {
        breaker_failures: 3,
        client_secret: Some("secret-c0ffee".to_owned().into()),
        ..config()
    })
    .await;
    setup.identify(AGENT_1.token).await.unwrap();
    setup.identify("token-c0ffee").await.unwrap_err();
    for _outage in 0..2 {
        setup.service.set_lookup_behaviour(Behaviour::Status(500));
        for n in 0..20 {
            setup.identify(&format!("failing-c0ffee-{n}")).await.unwrap_err();
            setup.advance(n);
        }
        setup.service.set_lookup_behaviour(Behaviour::CloseConnection);
        setup.identify("token-c0ffee").await.unwrap_err();
        setup.service.set_lookup_behaviour(Behaviour::Normal);
        setup.advance(60);
        setup.identify(AGENT_1.token).await.unwrap();
        wait_until(|| setup.dependency_status() == 1).await;
    }

    let text = log.text();
    let lines = |level: &str| text.lines().filter(|l| l.contains(level) && l.contains("sluice::auth")).count();
    assert_eq!((lines(" WARN "), lines(" INFO "), lines(" ERROR ")), (2, 2, 0), "{text}");
    assert!(text.contains("status 500"));
    let mut metrics = Vec::new();
    setup.registry.render(&mut metrics).unwrap();
    let metrics = String::from_utf8(metrics).unwrap();
    for secret in [AGENT_1.token, AGENT_1.user, "c0ffee"] {
        assert!(!text.contains(secret) && !metrics.contains(secret));
    }
}

#[test]
fn debug_and_errors_do_not_show_the_user() {
    let identity = identity_of(&AGENT_1);
    assert!(!format!("{identity:?}").contains(AGENT_1.user));
    assert!(!format!("{:?} {}", AuthFailure::Refused, AuthFailure::Refused).contains(AGENT_1.token));
}
