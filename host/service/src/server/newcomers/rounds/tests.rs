use super::*;
use crate::server::activity::{Active, Activity};
use crate::server::newcomers::Turn;
use std::{
    net::IpAddr,
    task::{Context, Waker},
};

fn peer(last: u8) -> Option<IpAddr> {
    Some(IpAddr::from([192, 0, 2, last]))
}

fn turn_of(newcomers: &Arc<Newcomers>, peer: Option<IpAddr>) -> (Turn, Arc<Activity>) {
    let activity = Arc::new(Activity::new());
    (Turn::new(Arc::clone(newcomers), Arc::clone(&activity), peer), activity)
}

fn is_turn_of(turn: &mut Turn) -> bool {
    turn.poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

#[test]
fn peers_take_turns_however_many_connections_one_has() {
    let newcomers = Newcomers::new(1);
    let mut many: Vec<_> = (0..100).map(|_| turn_of(&newcomers, peer(1)).0).collect();
    assert_eq!(many.iter_mut().map(is_turn_of).filter(|has| *has).count(), TURNS);
    let mut other = turn_of(&newcomers, peer(2)).0;
    assert!(!is_turn_of(&mut other));
    assert!(newcomers.rounds.lock().begin());
    assert!(is_turn_of(&mut other), "it came last, and has the second turn of the next round");
}

#[test]
fn those_whose_senders_are_known_and_trusted_peers_wait_for_nobody() {
    let newcomers = Newcomers::new(1);
    let mut many: Vec<_> = (0..100).map(|_| turn_of(&newcomers, peer(1)).0).collect();
    many.iter_mut().for_each(|turn| _ = is_turn_of(turn));
    let (mut known, activity) = turn_of(&newcomers, peer(1));
    assert!(!is_turn_of(&mut known));
    Active::new(&activity).know_sender();
    assert!(is_turn_of(&mut known));
    assert!(is_turn_of(&mut turn_of(&newcomers, None).0));
}

#[test]
fn connections_that_have_gone_take_nobodys_turn_and_rounds_end() {
    let newcomers = Newcomers::new(1);
    let mut many: Vec<_> = (0..100).map(|_| turn_of(&newcomers, peer(1)).0).collect();
    many.iter_mut().for_each(|turn| _ = is_turn_of(turn));
    let mut last = many.pop().expect("there are a hundred");
    drop(many);
    assert!(newcomers.rounds.lock().begin() && is_turn_of(&mut last));
    assert!(newcomers.rounds.lock().begin(), "its turn was in the round before");
    let mut rounds = newcomers.rounds.lock();
    assert!(!rounds.begin() && rounds.peers.is_empty() && rounds.waiting.is_empty());
}

#[tokio::test]
async fn everybody_has_a_turn_as_long_as_rounds_run() {
    let newcomers = Newcomers::new(1);
    let rounds = tokio::spawn(Arc::clone(&newcomers).run_rounds());
    let waiting: Vec<_> = (0..100)
        .map(|last| {
            let mut turn = turn_of(&newcomers, peer(last % 7)).0;
            tokio::spawn(async move { turn.wait().await })
        })
        .collect();
    for turn in waiting {
        turn.await.expect("its turn comes");
    }
    rounds.abort();
}
