//! The units of `deploy/systemd` under a real systemd, which has namespaces of its own: the service starts as a user of its own,
//! restarts and a kill under load lose nothing that was acknowledged.

use super::{TIED, ledger::Ledger, lines_file::LinesFile, say};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Genesys, Load, component, directory, sluice, until};
use std::{
    fs::{self, File},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};
use tempfile::TempDir;

/// Where the unit has the lines.
const LINES: &str = "var/log/sluice/events.jsonl";

#[test]
#[ignore = "boots systemd, as root: `make soak`"]
fn systemd() {
    let genesys = Genesys::start();
    let machine = Machine::boot(&genesys);
    machine.runs(&["systemd-tmpfiles", "--create", "sluice.conf"]);
    machine.runs(&["systemctl", "enable", "--now", "sluice.socket", "sluice.service"]);
    let load = Load::tagged(machine.events, 8, 200, Duration::ZERO, "systemd-");
    for round in 1..=2 {
        load.acknowledged(round * 300);
        machine.runs(&["systemctl", "restart", "sluice"]);
    }
    load.acknowledged(900);
    machine.runs(&["systemctl", "reload", "sluice"]);
    machine.runs(&["systemctl", "kill", "--signal", "KILL", "sluice"]);
    load.acknowledged(1_500);
    let told = load.stop();
    assert_eq!(told.refused, Vec::<u16>::new());
    machine.runs(&["systemctl", "stop", "sluice.socket", "sluice.service"]);
    let lines = File::open(machine.root().join(LINES)).expect("the unit has written lines");
    let acknowledged = told.acknowledged.len();
    Ledger::default().close_round(&LinesFile::of(lines), told);
    say(&format!("soak: systemd: 2 restarts, 1 kill: {acknowledged} acknowledged and written"));
}

/// A systemd that runs until this is dropped.
struct Machine {
    events: SocketAddr,
    unshare: Child,
    pid: String,
    _directory: TempDir,
}

impl Machine {
    fn boot(genesys: &Genesys) -> Self {
        let directory = tempfile::tempdir_in(directory()).expect("it can be written");
        let [events, metrics] = free_addresses();
        let configuration = directory.path().join("sluice.toml");
        fs::write(&configuration, configured(genesys)).expect("it can be written");
        let mounted = directory.path().join("mounted");
        fs::create_dir(&mounted).expect("it can be made");
        let mut unshare = Command::new(TIED[0]);
        unshare.args(&TIED[1..]).args(["unshare", "--pid", "--fork", "--kill-child", "--mount", "--cgroup"]);
        unshare.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("soak/systemd/boot.sh"));
        unshare.arg(mounted).arg(sluice()).arg(component("redact-pii").with_file_name("")).arg(configuration);
        unshare.arg(deploy().join("systemd")).args([events.to_string(), metrics.to_string()]);
        let unshare = unshare.current_dir("/").stdin(Stdio::null()).spawn().expect("setpriv is part of Debian");
        let children = format!("/proc/{0}/task/{0}/children", unshare.id());
        let pid = until("systemd is the first process of its namespace", || {
            let pid = fs::read_to_string(&children).ok()?.trim().to_owned();
            fs::read_to_string(format!("/proc/{pid}/comm")).ok().filter(|name| name == "systemd\n").map(|_| pid)
        });
        let machine = Self { events, unshare, pid, _directory: directory };
        until("systemd has booted", || machine.run(&["systemctl", "is-system-running"]).status.success().then_some(()));
        machine
    }

    /// Its root directory, seen from here.
    fn root(&self) -> PathBuf {
        Path::new("/proc").join(&self.pid).join("root")
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut nsenter = Command::new("nsenter");
        nsenter.args(["--target", &self.pid, "--mount", "--pid", "--cgroup"]).arg("--root").args(["--wd=/", "--"]);
        nsenter.args(words).current_dir("/").output().expect("nsenter is part of Debian")
    }

    fn runs(&self, words: &[&str]) {
        let ran = self.run(words);
        let journal =
            || String::from_utf8_lossy(&self.run(&["journalctl", "--no-pager", "-n", "40"]).stdout).into_owned();
        assert!(ran.status.success(), "{words:?}: {}{}", String::from_utf8_lossy(&ran.stderr), journal());
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.unshare.kill();
        let _ = self.unshare.wait();
    }
}

/// The reference configuration, with this stand-in for Genesys Authentication and its tenant.
fn configured(genesys: &Genesys) -> String {
    let text = fs::read_to_string(deploy().join("sluice.toml")).expect("it is part of the repository");
    let mut settings: toml::Table = text.parse().expect("it is TOML");
    let table = |value: Option<&mut toml::Value>| value.and_then(toml::Value::as_table_mut).expect("a table").clone();
    let mut auth = table(settings.get_mut("auth"));
    auth.insert("url".to_owned(), genesys.url().into());
    settings.insert("auth".to_owned(), auth.into());
    let mut server = table(settings.get_mut("server"));
    server.insert("drain_grace_ms".to_owned(), 0.into());
    settings.insert("server".to_owned(), server.into());
    let tenant = toml::Table::from_iter([("name".to_owned(), "Tenant A".into())]);
    settings.insert("tenants".to_owned(), toml::Table::from_iter([(TENANT_A.to_owned(), tenant.into())]).into());
    settings.to_string().replace("../target/filters", "/usr/share/sluice/filters")
}

fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("deploy")
}

fn free_addresses() -> [SocketAddr; 2] {
    let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("there is a free port"));
    listeners.map(|listener| listener.local_addr().expect("it has an address"))
}
