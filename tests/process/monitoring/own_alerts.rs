//! Alerts about this service's own state, each raised by what it is about and resolved after it, in a real Prometheus.

use super::original_alerts::fire_and_resolve;
use serde_json::json;
use sluice_identity::stand_in::{AGENT_2, TENANT_B};
use sluice_tests::{Filter, Genesys, Load, Prometheus, Raw, Setup};

#[test]
fn those_about_a_blocked_stdout_and_server_errors_fire_and_resolve() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("stdout.max_waiting_bytes", 256 << 10).set("stdout.max_wait_ms", 20);
    let service = setup.start();
    let prometheus = Prometheus::hastened(&[&service], &[]);
    service.output.stop_reading();
    // What these send at once is more than pipe and queue hold together.
    let load = Load::on(service.events, 12, 20_000);
    let alerts = ["SluiceStdoutBlocked", "SluiceServerErrors"];
    let remedy = || {
        service.output.read_again();
        load.stop();
    };
    fire_and_resolve(&prometheus, &alerts, || {}, remedy);
}

#[test]
fn that_about_connections_past_the_cap_fires_and_resolves() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.max_connections", 8);
    let service = setup.set("server.max_connections_per_peer", 8).start();
    let prometheus = Prometheus::hastened(&[&service], &[]);
    let mut open = Vec::new();
    let one_more = || {
        open.push(Raw::to(service.events));
        // The kernel knows of those that the service has closed until this side does too.
        if open.len() > 64 {
            open.clear();
        }
    };
    fire_and_resolve(&prometheus, &["SluiceConnectionsRefused"], one_more, || {});
}

#[test]
fn those_about_a_failing_filter_fire_and_resolve() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).chain_of(TENANT_B, [Filter::hostile("trap")]);
    let service = setup.set("breaker.failures", 2).set("breaker.open_ms", 1_000).start();
    let prometheus = Prometheus::hastened(&[&service], &[]);
    let withheld = || {
        service.ask().token(AGENT_2.token).json(&json!({"message": "m"})).send().counts(0, 0, 1);
    };
    fire_and_resolve(&prometheus, &["SluiceFilterFails", "SluiceEventsWithheld"], withheld, || {});
}
