//! The processes that load filters, seen from outside: what they may take, what they inherit, and with whom they end.

use crate::hostile::components::{configuring::LOOP, guest::configure};
use sluice_tests::{Filter, Genesys, Program, Service, Setup, directory, until};
use std::{fs, path::Path, process::Command};

/// A configuration whose only filter takes a minute of processor time to configure.
fn slow(name: &str) -> Setup {
    let genesys = Genesys::start();
    let file = directory().join(format!("{name}.wasm"));
    fs::write(&file, configure(LOOP).component()).expect("it can be written");
    Setup::new(&genesys).set("store.configure_ms", 60_000).edge([Filter::at(name, file)])
}

/// `sluice check`, and the process that it has started.
fn checking(setup: &Setup) -> (Program, tempfile::TempDir, u32) {
    let (directory, file) = setup.write();
    let mut command = Command::new(sluice_tests::sluice());
    command.arg("check").arg(file);
    let program = Program::start(command);
    let child = until("the process that loads filters runs", || {
        let child = children(program.pid()).into_iter().next()?;
        // The last thing that it does before it reads what a tenant has sent.
        let adjusted = fs::read_to_string(format!("/proc/{child}/oom_score_adj")).ok()?;
        (adjusted.trim() == "1000").then_some(child)
    });
    (program, directory, child)
}

fn children(of: u32) -> Vec<u32> {
    let parent_of = |pid: u32| field(pid, 3).map(|parent| parent as u32);
    let all = fs::read_dir("/proc").expect("Linux").flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| parent_of(*pid) == Some(of)).collect()
}

/// A number in `/proc/PID/stat`, counted from 0. <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>
fn field(pid: u32, index: usize) -> Option<i64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second is a name in brackets, which may have blanks in it.
    let (_, rest) = stat.rsplit_once(") ")?;
    rest.split(' ').nth(index - 2)?.parse().ok()
}

fn limit(pid: u32, name: &str) -> String {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).expect("it runs");
    let line = limits.lines().find(|line| line.starts_with(name)).expect("a limit");
    line[name.len()..].split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn they_have_little_and_inherit_nothing_and_end_with_their_parent() {
    let setup = slow("confined").set("store.cpu_seconds", 33).set("store.memory_bytes", 200 << 20);
    let (mut program, _directory, child) = checking(&setup);
    assert_eq!(limit(child, "Max cpu time"), "33");
    assert_eq!(limit(child, "Max data size"), (200_u64 << 20).to_string());
    assert_eq!(limit(child, "Max core file size"), "0");
    let read = |file: &str| fs::read_to_string(format!("/proc/{child}/{file}")).expect("it runs");
    assert_eq!(field(child, 18), Some(10), "requests come first");
    assert!(read("status").contains("NoNewPrivs:\t1"));
    assert_eq!(read("environ").matches('=').count(), 1, "one of the allocator, and none of the service's");
    let files = fs::read_dir(format!("/proc/{child}/fd")).expect("it runs").flatten();
    let open: Vec<_> = files.filter_map(|file| fs::read_link(file.path()).ok()).collect();
    // Cargo and CI leave pipes open in what they start; those are not the service's.
    let is_its = |file: &Path, kinds: &[&str]| kinds.iter().any(|kind| file.to_string_lossy().starts_with(kind));
    assert!(open.iter().any(|file| is_its(file, &["/memfd:filter-job"])), "{open:?}");
    let services = ["socket:", "anon_inode:", "/memfd:wasm"];
    assert!(!open.iter().any(|file| is_its(file, &services)), "{open:?}");
    program.kill();
    until("the process that loads filters has ended with its parent", || {
        (!Path::new(&format!("/proc/{child}")).exists()).then_some(())
    });
}

/// Ticks of processor time: its own, and of children that have ended.
pub(super) fn processor_time(service: &Service) -> (i64, i64) {
    let sum = |first: usize| field(service.pid(), first).zip(field(service.pid(), first + 1)).map(|(a, b)| a + b);
    (sum(13).expect("it runs"), sum(15).expect("it runs"))
}

#[test]
fn the_service_compiles_nothing_itself() {
    let genesys = Genesys::start();
    let store = tempfile::tempdir_in(directory()).expect("a directory");
    let setup = || Setup::new(&genesys).set("store.directory", store.path().join("filters").to_str().expect("UTF-8"));
    let (own, children) = processor_time(&setup().start());
    assert!(own * 4 < children, "{own} ticks of its own, {children} of its children");
    let warm = setup().start();
    assert_eq!(processor_time(&warm).1, 0, "a warm start has no children");
    warm.post(&serde_json::json!({"message": "good"})).counts(1, 0, 0);
}
