use super::{LinesFile, REST, kill, load, soak, terminate};
use serde_json::json;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Filter, Service, TenantDirectory, until};

/// Changes of a round.
const CHANGES: usize = 5;

fn marked(mark: usize) -> Filter {
    Filter::named("enrich-client").config(json!({"fields": {"/attributes/chain": mark.to_string()}}))
}

fn loaded(service: &Service) -> f64 {
    service.scrape().sum("telemetry_reloads_total", &[("result", "loaded")])
}

#[test]
#[ignore = "takes minutes: `make soak`"]
fn reloaded() {
    let tenants = TenantDirectory::new();
    tenants.write(TENANT_A, [marked(0)]);
    soak("reloaded under load", &LinesFile::temporary(), |round, setup| {
        let setup = setup.without_tenants().set("reload.tenants_directory", tenants.path());
        let service = setup.start();
        until("the tenant is served", || {
            (service.post(&json!({"name": format!("{round}")})).status == 200).then_some(())
        });
        let load = load(&service, round, REST);
        for change in 1..=CHANGES {
            let before = loaded(&service);
            // Another than before, the last one of the round before included.
            tenants.write(TENANT_A, [marked((round + change) % 2)]);
            until("the change is loaded", || (loaded(&service) > before).then_some(()));
            load.acknowledged(load.so_far() + 60);
        }
        let told = if round.is_multiple_of(2) { terminate(service, load) } else { kill(service, load) };
        assert_eq!(told.refused, Vec::<u16>::new());
        told
    });
}
