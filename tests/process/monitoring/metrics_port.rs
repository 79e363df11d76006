//! Port 9107 while somebody does harm to it.

use sluice_tests::{Browser, Genesys, Reply, Service, Setup};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// A service whose pages are large.
fn of_many_tenants(genesys: &Genesys) -> Service {
    let name = |number: usize| (format!("{number:036}"), toml::Table::new().into());
    Setup::new(genesys).edge([]).set("tenants", (0..8_000).map(name).collect::<toml::Table>()).start()
}

fn compressed(service: &Service, encoding: &str) -> Reply {
    let browser = Browser::to(&format!("http://{}", service.metrics));
    let ask = browser.ask().method("GET").path("/metrics").without("authorization");
    let reply = ask.header("accept-encoding", encoding).send();
    assert_eq!((reply.status, reply.header("content-encoding")), (200, encoding));
    reply
}

#[test]
fn clients_that_ask_for_much_and_read_nothing_take_little_memory_and_hold_up_no_probe() {
    let genesys = Genesys::start();
    let service = of_many_tenants(&genesys);
    let page = service.admin("/metrics").text().len();
    assert!(page > 1 << 18, "{page} is not large");
    let before = service.memory();
    let mut silent = Vec::new();
    for number in 0..400 {
        let path = ["/metrics", "/filters"][number % 2];
        let mut stream = TcpStream::connect(service.metrics).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: here\r\n\r\n").expect("it is taken");
        silent.push(stream);
        if number % 40 == 0 {
            assert_eq!((service.admin("/live").status, service.admin("/ready").status), (200, 200));
        }
    }
    let grown = service.memory().saturating_sub(before);
    assert!(grown < 96 << 20, "{grown} bytes more");
    assert_eq!(service.admin("/metrics").text().len() / 1024, page / 1024);
}

#[test]
fn a_page_comes_compressed_where_that_is_asked_for() {
    let genesys = Genesys::start();
    let service = of_many_tenants(&genesys);
    let plain = service.admin("/metrics").text();
    let chains = |text: &str| text.lines().filter(|line| line.starts_with("telemetry_chain_state")).count();
    let (gzip, zstd) = (compressed(&service, "gzip"), compressed(&service, "zstd"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&gzip.body[..]).read_to_string(&mut text).expect("gzip");
    assert_eq!(chains(&text), chains(&plain));
    let text = String::from_utf8(zstd::decode_all(&zstd.body[..]).expect("zstd")).expect("UTF-8");
    assert_eq!(chains(&text), chains(&plain));
    assert!(gzip.body.len() < plain.len() / 5 && zstd.body.len() < plain.len() / 5);
}

#[test]
fn the_first_page_links_to_what_is_there() {
    let (_genesys, service) = crate::plain();
    let page = service.admin("/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let text = page.text();
    let links: Vec<_> = text.split("<a href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
    assert_eq!(links, ["filters", "map", "map.csv", "metrics", "live", "ready"]);
    let files = text.split("<link").skip(1).filter_map(|link| link.split("href=\"").nth(1)?.split('"').next());
    links
        .into_iter()
        .chain(files)
        .for_each(|link| assert_eq!(service.admin(&format!("/{link}")).status, 200, "{link}"));
}
