//! The alerts of the original service, each raised by what it is about and resolved after it, in a real Prometheus. Their
//! minutes are seconds here. What a cluster says of its containers is said by a stand-in.

use serde_json::{Value, json};
use sluice_identity::stand_in::Behaviour;
use sluice_tests::{Exposition, Filter, Genesys, Prometheus, Raw, Service, Setup, until, until_within};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// What cAdvisor and kube-state-metrics say of one pod.
fn cluster(cpu_seconds: u64, received: u64, memory: u64, ready: u8) -> String {
    let container = r#"namespace="tlm",pod="tlm-telemetry-service-1",container="tlm-telemetry-service""#;
    format!(
        "container_cpu_usage_seconds_total{{{container}}} {cpu_seconds}\n\
         container_memory_working_set_bytes{{{container}}} {memory}\n\
         container_network_receive_bytes_total{{namespace=\"tlm\",pod=\"tlm-telemetry-service-1\"}} {received}\n\
         kube_pod_container_resource_limits{{{container},resource=\"cpu\"}} 0.5\n\
         kube_pod_container_resource_limits{{{container},resource=\"memory\"}} 1048576000\n\
         kube_pod_container_status_ready{{{container}}} {ready}\n\
         kube_pod_container_status_ready{{namespace=\"tlm\",pod=\"other\",container=\"tlm-telemetry-service\"}} 1\n"
    )
}

/// Sends one thing again and again, on connections of its own, until it is told to stop.
struct Repeated {
    stop: Arc<AtomicBool>,
    clients: Vec<JoinHandle<()>>,
}

impl Repeated {
    fn requests(address: SocketAddr, clients: usize, request: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let send = |_| {
            let (stop, request) = (Arc::clone(&stop), request.to_owned());
            thread::spawn(move || {
                let mut raw = Raw::to(address);
                while !stop.load(Relaxed) {
                    raw.send(&request).reply();
                }
            })
        };
        Self { clients: (0..clients).map(send).collect(), stop }
    }

    fn end(self) {
        self.stop.store(true, Relaxed);
        self.clients.into_iter().for_each(|client| client.join().expect("it was answered"));
    }
}

fn without_token(path: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: sluice\r\ncontent-length: 2\r\n\r\n{{}}")
}

/// Waits until all of these fire, and then until none of them does.
pub(super) fn fire_and_resolve(prometheus: &Prometheus, alerts: &[&str], cause: impl FnMut(), remedy: impl FnOnce()) {
    let fires = |name: &&str| prometheus.firing().iter().any(|alert| alert == name);
    let mut cause = cause;
    let mut missing = alerts.to_vec();
    until(&format!("{alerts:?} fire"), || {
        cause();
        missing.retain(|name| !fires(name));
        missing.is_empty().then_some(())
    });
    remedy();
    until_within(RESOLVED, &format!("{alerts:?} are resolved"), || (!alerts.iter().any(fires)).then_some(()));
}

/// The time of answers is that of the last minute.
const RESOLVED: Duration = Duration::from_secs(120);

const CONTRACT: &str = r#"[{"appName":"wwe_ui","monitoredEvents":["disaster_recovery_.*","error_.*","insecure_.*",".*_config_issue","softphone_.*"]}]"#;

/// Ten of each event that the alerts about Workspace Web Edition count.
fn wwe_events() -> Value {
    let names = [
        "disaster_recovery_started",
        "error_http_sync_req_Complete",
        "error_startcontactcentersession_timeout",
        "insecure_external_website_config_issue",
        "statistic_object_config_issue",
        "business_attribute_option_config_issue",
        "softphone_connection_lost",
        "error_business_call_received_during_call",
    ];
    names.into_iter().cycle().take(80).map(|name| json!({"app": {"name": "wwe_ui"}, "name": name})).collect()
}

#[test]
fn those_about_requests_events_and_containers_fire_and_resolve() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).variable("TELEMETRY_CONFIG_CONTRACTS", CONTRACT).start();
    let good = |second| cluster(second / 10, second, 1, 1);
    let exposition = Exposition::of(&good(0));
    let prometheus = Prometheus::hastened(&[&service], &[&exposition]);
    prometheus.says("count_over_time(up{job=\"sluice\"}[1m]) >= bool 3", 1.0);
    assert_eq!(prometheus.firing(), ["TelemetryReadyPodsLow"; 0]);

    let unauthorized = Repeated::requests(service.events, 2, &without_token("/v1/events"));
    let unfound = Repeated::requests(service.events, 2, &without_token("/nowhere"));
    let events = wwe_events();
    let mut scrapes = 0;
    let alerts = [
        "TelemetryCpuHigh",
        "TelemetryMemoryHigh",
        "TelemetryNetworkHigh",
        "TelemetryReadyPodsLow",
        "TelemetryHttpErrors",
        "TelemetryHttpNotFound",
        "WweSmartFailover",
        "WweMarkDoneErrors",
        "WweStartSessionErrors",
        "WweInsecureWebsite",
        "WweStatisticConfiguration",
        "WweBusinessAttributeConfiguration",
        "WweSoftphoneConnectionLost",
        "WweCallDuringCall",
    ];
    let busy = || {
        scrapes += 1;
        exposition.set(&cluster(scrapes * 60, scrapes * 100_000_000, 1_000_000_000, 0));
        service.post(&events).counts(80, 0, 0);
    };
    fire_and_resolve(&prometheus, &alerts, busy, || {
        unauthorized.end();
        unfound.end();
        exposition.set(&cluster(1_000_000, 1, 1, 1));
    });
}

#[test]
fn those_about_authentication_fire_and_resolve() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.timeout_ms", 500).start();
    let prometheus = Prometheus::hastened(&[&service], &[]);
    genesys.behave(Behaviour::Slow(Duration::from_secs(11)));
    let mut stranger = 0;
    let ask = |service: &Service, stranger: &mut u32| {
        *stranger += 1;
        service.ask().token(&format!("stranger-{stranger}")).json(&json!({"message": "m"})).send()
    };
    // Clients get their reply after half a second; how long the answer took is seen after 11.
    let slow = || assert_eq!(ask(&service, &mut stranger).status, 503);
    let of_time = ["TelemetryAuthenticationTimeHigh"];
    fire_and_resolve(&prometheus, &of_time, slow, || {
        // Answers that are due do not come any more.
        genesys.kill();
        genesys.revive();
    });
    genesys.kill();
    let dead = || assert_eq!(ask(&service, &mut stranger).status, 503);
    fire_and_resolve(&prometheus, &["TelemetryDependencyDown"], dead, || genesys.revive());
}

#[test]
fn that_about_the_event_loop_fires_and_resolves() {
    let genesys = Genesys::start();
    let looping = Filter::hostile("loop").set("on_failure", "skip");
    let setup = Setup::new(&genesys).edge([looping]).set("limits.cpu_ms", 3_000).set("limits.wall_ms", 60_000);
    let service = setup.set("breaker.failures", 1_000_000).set("server.worker_threads", 1).start();
    let prometheus = Prometheus::hastened(&[&service], &[]);
    let mut looping = Some(Repeated::requests(service.events, 3, &Raw::request("{}")));
    fire_and_resolve(
        &prometheus,
        &["TelemetryEventLoopLag"],
        || {},
        || looping.take().into_iter().for_each(Repeated::end),
    );
}
