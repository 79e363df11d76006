use super::{LinesFile, kill, load, soak, terminate};
use std::time::Duration;

#[test]
#[ignore = "takes minutes: `make soak`"]
fn killed() {
    soak("killed under load", &LinesFile::temporary(), |round, setup| {
        let service = setup.start();
        let load = load(&service, round, Duration::ZERO);
        load.acknowledged(300 + round * 37 % 700);
        kill(service, load)
    });
}

#[test]
#[ignore = "takes minutes: `make soak`"]
fn terminated() {
    soak("terminated under load", &LinesFile::temporary(), |round, setup| {
        let service = setup.start();
        let load = load(&service, round, Duration::ZERO);
        load.acknowledged(300 + round * 37 % 700);
        let loaded = terminate(service, load);
        assert_eq!(loaded.refused, Vec::<u16>::new());
        loaded
    });
}
