//! `make soak`: many rounds of a service whose stdout is a regular file, each disturbed in one way and started again on the
//! same file. What was acknowledged can be read, once each; nothing of what was refused is there; no line is torn, but for
//! those that a kill tore, each on a line of its own.
//!
//! `ROUNDS` (200 unless set) and `SECONDS` (no bound unless set) hold for each kind.

mod attacks;
#[path = "../../host/output/src/tests/disk.rs"]
#[expect(dead_code, reason = "the lines are read through `LinesFile` here")]
mod disk;
mod ending;
mod full_disk;
mod ledger;
mod lines_file;
mod quota;
mod reloading;
mod systemd;
mod throttled;

use ledger::Ledger;
use lines_file::LinesFile;
use sluice_tests::{Genesys, Load, Loaded, Service, Setup};
use std::{
    env,
    io::Write,
    time::{Duration, Instant},
};

/// Enough that some of them are always in flight.
const CLIENTS: usize = 12;
/// Three events of a batch are more than a page, so that writes end inside of lines.
const PADDING: usize = 1_500;
/// Between two batches of a client where a round takes long: it leaves some megabytes.
const REST: Duration = Duration::from_millis(10);
/// Rounds after which the file begins anew.
const ROUNDS_OF_FILE: usize = 5;

/// A service ends with the thread that started it, also when somebody kills the test. In front of the command that starts it.
const TIED: [&str; 3] = ["setpriv", "--pdeathsig", "KILL"];

/// Sends with names that no other round has.
fn load(service: &Service, round: usize, rest: Duration) -> Load {
    Load::tagged(service.events, CLIENTS, PADDING, rest, &format!("{round}-"))
}

/// Ends a service and its clients.
fn terminate(mut service: Service, load: Load) -> Loaded {
    service.terminate();
    let loaded = load.read_to_end();
    assert_eq!(service.ended(), Some(0));
    assert_eq!(loaded.broken, Vec::<String>::new());
    loaded
}

fn kill(mut service: Service, load: Load) -> Loaded {
    service.kill();
    assert_eq!(service.ended(), None);
    load.read_to_end()
}

/// Runs rounds of one kind and prints their sum. `disturb` starts the service, disturbs it and ends it.
fn soak(kind: &str, file: &LinesFile, disturb: impl Fn(usize, Setup) -> Loaded) {
    let (genesys, mut ledger, started) = (Genesys::start(), Ledger::default(), Instant::now());
    let bound = Duration::from_secs(from_environment("SECONDS").unwrap_or(u64::MAX));
    let rounds = from_environment("ROUNDS").unwrap_or(200);
    let mut round = 0;
    while (round as u64) < rounds && started.elapsed() < bound {
        let setup = Setup::new(&genesys).set("server.drain_grace_ms", 300).stdout(file.open()).under(&TIED);
        ledger.close_round(file, disturb(round, setup));
        if round.is_multiple_of(3) {
            ledger.tear(file);
        }
        round += 1;
        if round.is_multiple_of(ROUNDS_OF_FILE) {
            ledger.begin_file_anew(file);
        }
    }
    say(&format!("soak: {kind}: {round} rounds in {} s: {ledger}", started.elapsed().as_secs()));
}

fn from_environment(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap_or_else(|error| panic!("{name}={value}: {error}")))
}

/// Past the test harness, which keeps what a test that passes prints to itself.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
