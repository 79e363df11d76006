//! What was acknowledged was written, however the process ends.

use sluice_tests::{Genesys, Line, Load, Loaded, Service, Setup};
use std::collections::HashSet;

const CLIENTS: usize = 12;

fn loaded() -> (Genesys, Service, Load) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).start();
    let load = Load::on(service.events, CLIENTS, 200);
    (genesys, service, load)
}

/// Every acknowledged event has its line, and no line is there twice.
pub(in crate::process) fn all_written(lines: &[Line], loaded: &Loaded) {
    let names: Vec<_> = lines.iter().filter_map(|line| line.at("/name").as_str()).collect();
    let written: HashSet<_> = names.iter().copied().collect();
    assert_eq!(written.len(), names.len(), "an event was written twice");
    let lost: Vec<_> = loaded.acknowledged.iter().filter(|name| !written.contains(name.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged events are lost: {lost:?}", lost.len(), loaded.acknowledged.len());
}

#[test]
fn kill_9_under_load_loses_nothing_that_was_acknowledged() {
    let (_genesys, mut service, load) = loaded();
    load.acknowledged(3_000);
    service.kill();
    assert_eq!(service.ended(), None);
    let loaded = load.read_to_end();
    assert!(loaded.acknowledged.len() >= 3_000);
    all_written(&service.output.read_to_end(), &loaded);
}

#[test]
fn sigterm_under_load_loses_nothing_resets_no_connection_and_ends_well() {
    let genesys = Genesys::start();
    let mut service = Setup::new(&genesys).set("server.drain_grace_ms", 1_000).start();
    let load = Load::on(service.events, CLIENTS, 200);
    load.acknowledged(3_000);
    service.terminate();
    let loaded = load.read_to_end();
    assert_eq!(service.ended(), Some(0));
    assert_eq!((&loaded.broken, &loaded.refused), (&vec![], &vec![]));
    all_written(&service.output.read_to_end(), &loaded);
}

#[test]
fn a_second_service_takes_over_where_the_first_was_killed() {
    let (genesys, mut service, load) = loaded();
    load.acknowledged(300);
    service.kill();
    service.ended();
    load.read_to_end();
    // The same store of compiled filters, which the first had open when it was killed.
    let service = Setup::new(&genesys).start();
    let load = Load::on(service.events, CLIENTS, 200);
    load.acknowledged(300);
    let loaded = load.stop();
    assert_eq!((&loaded.broken, &loaded.refused), (&vec![], &vec![]));
}
