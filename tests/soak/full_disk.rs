use super::{LinesFile, REST, disk::Disk, kill, load, soak, terminate};
use sluice_tests::{Load, Service, Setup, until};

/// Bytes for the lines of the rounds of a file.
const SIZE: &str = "200m";

/// Without the right to mount, it says so and there is nothing to run.
fn disk() -> Option<(Disk, LinesFile)> {
    let disk = Disk::mount(SIZE)?;
    let file = LinesFile::of(disk.open_lines());
    Some((disk, file))
}

/// A service under load on a disk that has just become full, but for a few pages: its first write ends in the middle.
fn fill(disk: &Disk, round: usize, setup: Setup) -> (Service, Load) {
    let service = setup.start();
    let load = load(&service, round, REST);
    load.acknowledged(100);
    disk.fill(round % 5 * 4096);
    until("a write has failed", || {
        let errors = service.scrape().sum("telemetry_stdout_write_errors_total", &[("error", "no_space")]);
        (errors > 0.0).then_some(())
    });
    (service, load)
}

/// Waits until all goes on.
fn empty(disk: &Disk, service: &Service, load: &Load) {
    disk.empty();
    until("the service is ready", || (service.admin("/ready").status == 200).then_some(()));
    load.acknowledged(load.so_far() + 200);
}

fn end(round: usize, service: Service, load: Load) -> sluice_tests::Loaded {
    if round.is_multiple_of(2) { terminate(service, load) } else { kill(service, load) }
}

#[test]
#[ignore = "takes minutes: `make soak`"]
fn full_for_a_moment() {
    let Some((disk, file)) = disk() else { return };
    soak("disk full for a moment", &file, |round, setup| {
        let (service, load) = fill(&disk, round, setup);
        empty(&disk, &service, &load);
        end(round, service, load)
    });
}

#[test]
#[ignore = "takes minutes: `make soak`"]
fn full_for_long() {
    let Some((disk, file)) = disk() else { return };
    soak("disk full for long", &file, |round, setup| {
        let (service, load) = fill(&disk, round, setup.set("stdout.max_wait_ms", 50));
        load.refused(100);
        assert_eq!((service.admin("/ready").status, service.admin("/live").status), (503, 200));
        empty(&disk, &service, &load);
        end(round, service, load)
    });
}

#[test]
#[ignore = "takes minutes: `make soak`"]
fn killed_while_full() {
    let Some((disk, file)) = disk() else { return };
    soak("killed while the disk is full", &file, |round, setup| {
        let (service, load) = fill(&disk, round, setup.set("stdout.max_wait_ms", 50));
        load.refused(1 + round % 40);
        let loaded = kill(service, load);
        disk.empty();
        loaded
    });
}
