use super::*;
use crate::metrics::Metrics;
use crate::server::activity::Active;
use crate::server::places::table::MAX_LEAVING;

fn places(limit: usize, share: usize) -> (Arc<Places>, Metrics) {
    let metrics = Metrics::new().expect("names are unique");
    let config = ServerConfig { max_connections: limit, max_connections_per_peer: share, ..ServerConfig::default() };
    let http = &metrics.http;
    (Places::new(&config, http.connections_evicted.clone(), http.connections_refused.clone()), metrics)
}

const fn peer(last: u8) -> Option<IpAddr> {
    Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, last)))
}

fn is_there(place: &Place) -> bool {
    place.places.table.lock().taken.contains_key(&place.number)
}

#[test]
fn the_connection_goes_that_has_done_least_and_none_with_a_request_in_flight() {
    let (places, metrics) = places(4, 4);
    let [busy, used, spoken, silent] = [1, 2, 3, 4].map(|last| places.take(peer(last)).expect("there is room"));
    let in_flight = Active::new(busy.activity());
    [&used, &spoken].iter().for_each(|place| place.activity().hear());
    // Its last request ends later than the other's connection was opened.
    while used.activity().rank() <= spoken.activity().rank() {
        drop(Active::new(used.activity()));
    }
    let mut new = Vec::new();
    for gone in [&silent, &spoken, &used] {
        assert!(is_there(gone));
        let place = places.take(peer(5)).expect("another one goes");
        assert!(!is_there(gone));
        new.push((Active::new(place.activity()), place));
    }
    assert!(places.take(peer(6)).is_none() && is_there(&busy), "all have a request in flight");
    drop(in_flight);
    assert_eq!((metrics.http.connections_evicted.all.get(), metrics.http.connections_refused.all.get()), (3, 1));
}

#[test]
fn a_peer_that_takes_its_share_shuts_out_nobody_else() {
    let (places, metrics) = places(10, 3);
    let first = places.take(peer(1)).expect("there is room");
    let others: Vec<_> = (0..20).map(|_| places.take(peer(2)).expect("one of its own goes")).collect();
    assert_eq!(others.iter().filter(|place| is_there(place)).count(), 3);
    assert!(is_there(&first));
    assert_eq!((metrics.http.connections_evicted.peer.get(), metrics.http.connections_evicted.all.get()), (17, 0));
    let trusted: Vec<_> = (0..6).map(|_| places.take(None).expect("there is room")).collect();
    assert!(is_there(&first) && trusted.iter().all(is_there));
}

#[test]
fn a_connection_that_is_used_outlives_any_number_of_silent_ones() {
    let (places, _metrics) = places(8, 8);
    let used = places.take(peer(1)).expect("there is room");
    used.activity().hear();
    let mut silent = Vec::new();
    for last in 2..200 {
        silent.push(places.take(peer(last)).expect("a silent one goes"));
        silent.retain(is_there);
    }
    assert!(is_there(&used));
    assert_eq!(silent.len(), 7);
}

#[test]
fn a_crowd_of_one_peer_does_not_displace_a_connection_that_has_just_come() {
    let (places, _metrics) = places(8, 8);
    let crowd = || {
        let place = places.take(peer(1)).expect("there is room");
        place.activity().hear();
        place
    };
    let mut connections: Vec<_> = (0..8).map(|_| crowd()).collect();
    let silent = places.take(peer(2)).expect("one of the crowd goes");
    for _ in 0..100 {
        connections.push(crowd());
        connections.retain(is_there);
    }
    assert!(is_there(&silent));
    assert_eq!(connections.len(), 7);
}

#[test]
fn crowds_of_several_peers_displace_each_other() {
    let (places, _metrics) = places(32, 16);
    let of = |last: usize| {
        let place = places.take(peer(1 + u8::try_from(last % 4).expect("small"))).expect("one of a crowd goes");
        place.activity().hear();
        place
    };
    let mut crowds: Vec<_> = (0..32).map(of).collect();
    let silent = places.take(peer(9)).expect("one of a crowd goes");
    for turn in 0..100 {
        crowds.push(of(turn));
        crowds.retain(is_there);
    }
    assert!(is_there(&silent));
    assert_eq!(crowds.len(), 31);
}

#[test]
fn while_many_are_leaving_a_crowd_is_refused_and_others_are_not() {
    let (places, metrics) = places(16, 32);
    let crowd: Vec<_> = (0..200).map_while(|_| places.take(peer(1))).collect();
    assert_eq!(crowd.len(), 16 + MAX_LEAVING);
    let others: Vec<_> = (2..10).map(|last| places.take(peer(last)).expect("one of the crowd goes")).collect();
    assert!(others.iter().all(is_there));
    drop(crowd);
    assert!(places.take(peer(1)).is_some());
    assert_eq!(metrics.http.connections_refused.all.get(), 1);
}

#[test]
fn places_are_given_back() {
    let (places, _metrics) = places(2, 2);
    for _ in 0..1000 {
        let [one, other, third] = [1, 1, 2].map(|last| places.take(peer(last)));
        assert!(one.is_some() && other.is_some() && third.is_some());
    }
    let table = places.table.lock();
    let left = (table.taken.len(), table.all.len(), table.peers.len(), table.sizes.len(), table.leaving);
    assert_eq!(left, (0, 0, 0, 0, 0));
}

#[test]
fn addresses_of_one_ipv6_network_are_one_peer() {
    let of = |text: &str| PeerNetwork::of(text.parse().expect("an address"));
    assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
    assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
    assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
}

#[test]
fn a_flood_of_connections_that_sent_one_byte_costs_a_look_for_each() {
    const CONNECTIONS: usize = 20_000;
    let (places, _metrics) = places(100, 100);
    let busy: Vec<_> = (0..50).map(|_| places.take(None).expect("there is room")).collect();
    let in_flight: Vec<_> = busy.iter().map(|place| Active::new(place.activity())).collect();
    let mut flood = Vec::new();
    for _ in 0..CONNECTIONS {
        let place = places.take(peer(2)).expect("an idle one goes");
        place.activity().hear();
        flood.push(place);
        flood.retain(is_there);
    }
    assert!(busy.iter().all(is_there));
    let last = u64::try_from(50 + CONNECTIONS).expect("few");
    assert_eq!(flood.iter().map(|place| place.number).collect::<Vec<_>>(), Vec::from_iter(last - 50..last));
    drop(in_flight);
}

#[test]
fn a_client_that_a_proxy_protocol_head_names_has_a_share_of_its_own() {
    let (places, metrics) = places(10, 2);
    let through_proxy = |last| {
        let place = places.take(None).expect("there is room");
        place.give_to(peer(last).expect("an address")).then_some(place)
    };
    let other = through_proxy(1).expect("there is room");
    let many: Vec<_> = (0..8).map(|_| through_proxy(2).expect("one of its own goes")).collect();
    assert_eq!(many.iter().filter(|place| is_there(place)).count(), 2);
    assert!(is_there(&other));
    let in_flight: Vec<_> = many.iter().map(|place| Active::new(place.activity())).collect();
    assert!(through_proxy(2).is_none() && through_proxy(3).is_some());
    assert_eq!((metrics.http.connections_evicted.peer.get(), metrics.http.connections_refused.peer.get()), (6, 1));
    drop(in_flight);
}
