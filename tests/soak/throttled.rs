use super::{LinesFile, REST, load, quota::Quota, say, soak, terminate};

/// Of one processor, in percent: what pods are often given, and less.
const QUOTAS: [u32; 3] = [50, 20, 10];

#[test]
#[ignore = "takes minutes: `make soak`"]
fn throttled() {
    let Some(quota) = Quota::new() else { return };
    soak("throttled to 50, 20 and 10 % of a processor", &LinesFile::temporary(), |round, setup| {
        quota.set(QUOTAS[round % QUOTAS.len()]);
        // The defaults, which a filter must not exceed because it does not run.
        let setup = setup.set("limits.cpu_ms", 10).set("limits.wall_ms", 50);
        let service = setup.set("server.drain_grace_ms", 1_000).under(&quota.wrapper()).start();
        let load = load(&service, round, REST);
        load.acknowledged(300);
        let scrape = service.scrape();
        assert_eq!(scrape.sum("telemetry_events_total", &[("outcome", "withheld")]), 0.0);
        assert_eq!(scrape.sum("telemetry_filter_breaker_state", &[]), 0.0);
        let told = terminate(service, load);
        assert_eq!(told.refused, Vec::<u16>::new());
        told
    });
    // A busy machine may not give the service as much as its quota.
    say(&format!("soak: throttled in {} periods of 100 ms", quota.throttled_periods()));
}
