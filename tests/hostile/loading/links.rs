//! Links, pipes and other names of foreign files in a tenant's directory: none is read, and nothing that stands in one is
//! said anywhere.

use serde_json::{Value, json};
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, directory, until};
use std::{
    fs,
    os::unix::{
        fs::{chown, symlink},
        net::UnixListener,
    },
    path::{Path, PathBuf},
    process::Command,
};

const SECRET: &str = "database_password_hunter2";
/// Every file that a chain is made from, and every directory.
const PLACES: [&str; 8] = [
    "chain.toml",
    "pass-through.wasm",
    "pass-through.cases",
    "pass-through.cases/c1",
    "pass-through.cases/c1/batch.json",
    "pass-through.cases/c1/expected.jsonl",
    "pass-through.cases/c1/config.json",
    "pass-through.cases/c1/request.json",
];
/// Somebody who is not the one that runs the tests.
const STRANGER: u32 = 12_345;

/// A tenant with one filter and one case that holds.
fn write(tenants: &TenantDirectory, tenant: &str) {
    let case = tenants.of(tenant).join("pass-through.cases/c1");
    fs::create_dir_all(&case).expect("it can be written");
    for (file, text) in [
        ("batch.json", r#"{"kind":"log","message":"m"}"#),
        ("expected.jsonl", r#"{"kind":"log","message":"m"}"#),
        ("config.json", "{}"),
        ("request.json", "{}"),
    ] {
        fs::write(case.join(file), text).expect("it can be written");
    }
    tenants.write(tenant, [Filter::named("pass-through")]);
}

/// Moves something out of a tenant's directory, with the secret in it if it is a text.
fn move_out(place: &Path, outside: &Path) {
    let _ = fs::remove_dir_all(outside);
    fs::rename(place, outside).expect("it can be moved");
    if outside.is_file() && outside.extension().is_none_or(|extension| extension != "wasm") {
        fs::write(outside, format!("{{\"{SECRET}\":\"{SECRET}\"}}")).expect("it can be written");
    }
}

/// What is put in the place of a file or directory, by what the refusal says. The secret, moved out, is in `outside`.
type Shape = (&'static str, fn(&Path, &Path) -> bool, &'static str);

const OUT: &str = "is a link out of the tenant's directory";

fn shapes() -> [Shape; 7] {
    [
        ("absolute", |outside, place| symlink(outside, place).is_ok(), OUT),
        (
            "relative",
            |outside, place| {
                // From the root down: as many steps up as there are.
                let up: PathBuf = place.components().skip(2).map(|_| "..").collect();
                symlink(up.join(outside.strip_prefix("/").expect("absolute")), place).is_ok()
            },
            OUT,
        ),
        ("process", |_, place| symlink("/proc/self/environ", place).is_ok(), OUT),
        ("device", |_, place| symlink("/dev/zero", place).is_ok(), OUT),
        ("pipe", |_, place| Command::new("mkfifo").arg(place).status().expect("mkfifo runs").success(), ""),
        (
            "socket",
            |outside, place| {
                // An address has no room for a long path.
                let bound = outside.with_extension("socket");
                UnixListener::bind(&bound).is_ok() && fs::rename(&bound, place).is_ok()
            },
            "",
        ),
        (
            "hard",
            |outside, place| {
                // Only root can give files away.
                let is_foreign = outside.is_file() && chown(outside, Some(STRANGER), None).is_ok();
                is_foreign && fs::hard_link(outside, place).is_ok()
            },
            "hard links",
        ),
    ]
}

fn start(genesys: &Genesys, tenants: &TenantDirectory) -> Service {
    let setup = Setup::new(genesys).without_tenants().edge([]).set("access.unknown_tenants", "allow");
    setup.set("reload.tenants_directory", tenants.path()).set("reload.poll_seconds", 1).start()
}

fn problems(service: &Service) -> Value {
    service.admin("/filters").json()["problems"].clone()
}

#[test]
fn nothing_beneath_a_tenants_directory_leads_out_of_it() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    let outside = directory().join("outside");
    fs::create_dir_all(&outside).expect("it can be written");
    write(&tenants, "good");
    let mut bad = Vec::new();
    for (number, path) in PLACES.iter().enumerate() {
        for (shape, put, why) in shapes() {
            let tenant = format!("{shape}-{number}");
            write(&tenants, &tenant);
            let (place, moved) = (tenants.of(&tenant).join(path), outside.join(&tenant));
            move_out(&place, &moved);
            if put(&moved, &place) {
                bad.push((tenant, *path, why));
            } else {
                fs::remove_dir_all(tenants.of(&tenant)).expect("it was written");
            }
        }
    }
    assert!(bad.len() >= 45, "{}", bad.len());
    let service = start(&genesys, &tenants);
    for (tenant, path, why) in &bad {
        // A case that is no directory is no case, and cases that are none are none.
        if why.is_empty() && path.ends_with(".cases") {
            continue;
        }
        until(&format!("{tenant} ({path}) is refused"), || {
            let problem = problems(&service)[tenant].clone();
            (problem["state"] == "refused" && problem["why"].to_string().contains(why)).then_some(())
        });
    }
    assert!(problems(&service)["good"].is_null(), "{}", problems(&service)["good"]);
    for (what, text) in [("the log", service.log.text()), ("/filters", service.admin("/filters").text())] {
        assert!(!text.contains(SECRET), "{what}");
        assert!(!text.contains("PATH="), "{what}: the environment of a process");
    }
}

#[test]
fn a_volume_of_kubernetes_has_links_that_stay_beneath() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    write(&tenants, "volume/..2026_11_27");
    let link = |to: &str, name: &str| symlink(to, tenants.of("volume").join(name)).expect("it can be linked");
    link("..2026_11_27", "..data");
    for name in ["chain.toml", "pass-through.wasm", "pass-through.cases"] {
        link(&format!("..data/{name}"), name);
    }
    let service = start(&genesys, &tenants);
    let name = || service.admin("/filters").json()["chains"]["volume"][0]["name"].clone();
    until("the volume's filter is loaded", || (name() == "pass-through").then_some(()));
    assert_eq!(problems(&service), json!({}));

    // Its case is among what was taken.
    write(&tenants, "volume/..2026_11_28");
    let expected = tenants.of("volume/..2026_11_28/pass-through.cases/c1/expected.jsonl");
    fs::write(expected, r#"{"kind":"log","message":"n"}"#).expect("it can be written");
    link("..2026_11_28", "..data_tmp");
    fs::rename(tenants.of("volume/..data_tmp"), tenants.of("volume/..data")).expect("it can be renamed");
    until("the other version's case is looked at", || {
        problems(&service)["volume"]["why"].to_string().contains("does not hold").then_some(())
    });
}
