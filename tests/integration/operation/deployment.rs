//! What `deploy/` has: each file as it is shipped, held against the service and against the others.

use sluice::config::Config;
use sluice_identity::stand_in::{AGENT_2, TENANT_A, TENANT_B};
use sluice_tests::{Ended, component, directory, run, sluice, workspace};
use std::{fs, path::Path, process::Command};

const MANIFEST: &str = "deploy/kubernetes/sluice.yaml";
const STORE: &str = "/var/lib/sluice/filters";

fn text(file: &str) -> String {
    fs::read_to_string(workspace().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What `make rootfs` puts together for the container, in a directory of this test.
fn image(name: &str) -> std::path::PathBuf {
    component("redact-pii");
    let image = directory().join(name);
    let mut make = Command::new("make");
    make.arg("rootfs").arg(format!("IMAGE={}", image.display())).arg(format!("SLUICE={}", sluice().display()));
    make.current_dir(workspace());
    let ended = run(make);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    image
}

fn check(configuration: &str, file: &Path) -> Ended {
    // The container's own directory is none of this machine's.
    let store = directory().join("filters").display().to_string();
    fs::write(file, configuration.replace(STORE, &store)).expect("it can be written");
    let mut command = Command::new(sluice());
    command.arg("check").arg(file).env("TELEMETRY_SERVICES_AUTH", "http://127.0.0.1:1");
    run(command)
}

#[test]
fn the_configuration_of_the_container_loads_with_what_the_container_has() {
    let image = image("image");
    let file = image.join("etc/sluice/sluice.toml");
    let ended = check(&fs::read_to_string(&file).expect("it is in the image"), &file);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("2 filters load"), "{ended:?}");
    let filters = fs::read_dir(image.join("usr/share/sluice/filters")).expect("it is in the image");
    let mut filters: Vec<_> = filters.flatten().map(|file| file.file_name()).collect();
    filters.sort_unstable();
    assert_eq!(filters, ["enrich-client.wasm", "redact-pii.wasm"], "nothing else is for production");
    let containerfile = text("deploy/Containerfile");
    for step in
        ["rustup target add wasm32-unknown-unknown && make service rootfs", "COPY --from=build /src/target/image/ /"]
    {
        assert!(containerfile.contains(step), "{step}: this test does it another way");
    }
}

/// The `sluice.toml` in the manifest's ConfigMap.
fn manifests_configuration() -> String {
    let manifest = text(MANIFEST);
    let (_, rest) = manifest.split_once("  sluice.toml: |\n").expect("a configuration");
    let lines = rest.lines().take_while(|line| line.is_empty() || line.starts_with("    "));
    lines.map(|line| line.trim_start_matches("    ").to_owned() + "\n").collect()
}

#[test]
fn the_configuration_in_kubernetes_loads_with_what_the_container_has() {
    let image = image("image-of-kubernetes");
    let shipped = image.join("usr/share").display().to_string();
    let ended = check(&manifests_configuration().replace("/usr/share", &shipped), &image.join("kubernetes.toml"));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("2 filters load"), "{ended:?}");
}

/// The number before a unit, after `key`, in MiB.
fn mebibytes(key: &str, unit: &str) -> u64 {
    let manifest = text(MANIFEST);
    let (_, rest) = manifest.split_once(key).unwrap_or_else(|| panic!("{key} is not in {MANIFEST}"));
    let (number, _) = rest.split_once(unit).expect("a unit");
    number.trim().parse().unwrap_or_else(|error| panic!("{key}{number}: {error}"))
}

#[test]
fn what_the_service_may_take_in_kubernetes_fits_the_limits_there() {
    let variables = [("TELEMETRY_SERVICES_AUTH".to_owned(), "http://127.0.0.1:1".to_owned())];
    let config = Config::parse(&manifests_configuration(), Path::new("/etc/sluice/sluice.toml"), variables.into_iter())
        .expect("it is good");
    let (pool, store) = (&config.pool, &config.store);
    let volume = mebibytes("sizeLimit: ", "Gi") << 30;
    let written = store.at_once as u64 * (store.artifact_bytes + store.component_bytes);
    assert!(store.max_bytes + written <= volume, "the store outgrows its volume");
    let memory = pool.loaded_bytes
        + store.at_once as u64 * store.memory_bytes
        + config.body.max_buffered_bytes as u64
        + config.stdout.max_waiting_bytes as u64
        + u64::from(pool.slots) * pool.keep_resident_bytes as u64
        + u64::from(pool.sandboxes) * pool.memory_bytes as u64;
    let limit = mebibytes("limits:\n              cpu: 500m\n              memory: ", "Mi") << 20;
    let own = 128 << 20;
    assert!(memory + own <= limit, "{} MiB of {}", memory >> 20, limit >> 20);
    let limited = format!("{}\n[memory]\nlimit_bytes = {limit}\n", manifests_configuration());
    let variables = [("TELEMETRY_SERVICES_AUTH".to_owned(), "http://127.0.0.1:1".to_owned())];
    Config::parse(&limited, Path::new("/etc/sluice/sluice.toml"), variables.into_iter()).expect("it fits the limit");
}

#[test]
fn the_ingress_publishes_every_route_and_not_the_metrics() {
    let manifest = text(MANIFEST);
    let (_, ingress) = manifest.split_once("kind: Ingress").expect("an ingress");
    for path in [
        "path: /v1\n            pathType: Prefix",
        "path: /collect\n            pathType: Exact",
        "path: /api\n            pathType: Prefix",
        "path: /tunnel\n            pathType: Exact",
        "path: /datadog\n            pathType: Exact",
    ] {
        assert!(ingress.contains(path), "{path}");
    }
    assert_eq!(ingress.matches("port: {name: events}").count(), 5);
    assert!(!ingress.contains("{name: metrics}"));
}

#[test]
fn dev_serves_both_tenants_and_readmes_first_filter_fits_the_template() {
    let mut command = Command::new(sluice());
    command.args(["check", "deploy/dev.toml"]).env("TELEMETRY_SERVICES_AUTH", "http://127.0.0.1:1");
    command.current_dir(workspace());
    let ended = run(command);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let variables = [("TELEMETRY_SERVICES_AUTH".to_owned(), "http://127.0.0.1:1".to_owned())];
    let dev = Config::load(&workspace().join("deploy/dev.toml"), variables.into_iter()).expect("it is good");
    assert!(dev.tenants.contains_key(TENANT_A));
    let tenants = dev.reload.tenants_directory.expect("a directory for the other one");
    assert!(tenants.join(TENANT_B).join("chain.toml").exists());
    let documents = [text("README.md"), text("guest-sdk/FIRST-FILTER.md")].concat();
    let directory = format!("deploy/tenants/{TENANT_B}");
    assert!(
        workspace().join(&directory).exists() && documents.contains(&directory) && documents.contains(AGENT_2.token)
    );
    let guide = text("guest-sdk/FIRST-FILTER.md");
    let (_, edit) = guide.split_once("sed -i 's/").expect("what the guide changes");
    let (old, _) = edit.split_once("/&").expect("it is kept");
    assert!(text("guest-sdk/template/rust/redact/src/lib.rs").contains(old), "the template has no {old}");
}

#[test]
fn files_that_others_name_are_there() {
    for file in ["README.md", "deploy/prometheus.yml", "deploy/Containerfile", "deploy/dev.toml", "deploy/sluice.toml"]
    {
        let text = text(file);
        let words = text.split(|c: char| c.is_whitespace() || "()[]`,;:\"".contains(c));
        for named in words.filter(|word| word.starts_with("deploy/")) {
            let named = named.trim_end_matches('.');
            assert!(workspace().join(named).exists(), "{file} names {named}, which is not there");
        }
    }
}
