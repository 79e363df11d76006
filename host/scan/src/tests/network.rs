//! Addresses of the Internet Protocol, all reserved for documentation (RFC 5737, RFC 3849) or private.

use super::marked::check;
use crate::Kind;

#[test]
fn ipv4_addresses_match() {
    check(
        Kind::Ipv4,
        &[
            "«192.0.2.1»",
            "from «192.168.0.1»:8080 to «255.255.255.255».",
            "http://«203.0.113.7»/x, «10.0.0.1»/8",
            "client=«198.51.100.23»;",
            "[«0.0.0.1»]",
            "https://a.example/ip/«203.0.113.7», GET /clients/«203.0.113.7»/info",
            "No.«203.0.113.7» ip_«203.0.113.7», client_ip_«203.0.113.7»",
            "::ffff:«192.0.2.1»",
            "db «10.0.133.88», web «10.0.168.36»; from «10.0.133.88» 8.5.168.36",
        ],
    );
}

#[test]
fn versions_and_longer_numbers_are_no_ipv4_addresses() {
    check(
        Kind::Ipv4,
        &[
            "Chrome/142.0.7444.60",
            "Chrome/142.0.0.0 Safari/537.36",
            "nginx/1.2.3.4 (my-app/1.2.3.4) a_1.2.3.4",
            "v1.2.3.4, V1.2.3.4",
            "version 1.2.3.4, Version: 1.2.3.4, ver=1.2.3.4, rv:1.2.3.4",
            "1.2.3.4.5",
            "1.2.3",
            "256.1.1.1",
            "1.2.3.0400",
            "192.0.2.1a",
            "x192.0.2.1",
            "2026-11-22 10:00:00.439",
            "a.1.2.3.4",
            "pcs 10.0.133.88, gws 8.5.168.36, wwe-ui 10.0.246.68",
            "pcs 10.0.133.88, gws 100.0.168.36",
            "10.0.133.88 (build 17), 10.1.2.3-rc1, 10.1.2.3-SNAPSHOT, 10.1.2.3 rev 7",
            "pcs 8.1.138.08, gws 10.0.110.56, wwe-ui 10.0.119.28; pcs 10.0.176.91, gws 100.0.184.87, wwe-ui 8.1.177.37",
        ],
    );
}

#[test]
fn ipv6_addresses_match() {
    check(
        Kind::Ipv6,
        &[
            "«2001:db8::1»",
            "«2001:0db8:0000:0000:0000:ff00:0042:8329»",
            "«2001:db8:1:2:3:4:5:6», [«2001:db8::2»]:443",
            "«::1»",
            "«::ffff:192.0.2.1», «64:ff9b::192.0.2.33»",
            "«fe80::1»%eth0",
            "«2001:db8::»/32",
            "at «2001:DB8::A1»: refused",
            "from «2001:db8::1».",
            "ip:«2001:db8::1»",
            "[IPv6:«2001:db8::1»], ipv6:«2001:db8::1»",
            "«2001:0db8:85a3:0000:0000:8a2e:0370:7334»:443",
            "«1:2:3:4:5:6:192.0.2.1»",
            "data:«2001:db8::1», data:«2001:db8:1:2:3:4:5:6»",
            "peer:«::ffff:192.0.2.1», \u{1b}[1;31m«2001:db8::1»\u{1b}[0m",
        ],
    );
}

#[test]
fn times_code_and_hardware_addresses_are_no_ipv6_addresses() {
    check(
        Kind::Ipv6,
        &[
            "10:00:00",
            "2026-11-22T10:00:00+01:00",
            "::",
            "std::vector<int>, add::face, a::b",
            "00:1A:2b:3c:4d:5e",
            "00:1A:2b:3c:4d:5e:6f:70:81",
            "1:2:3:4:5:6:7",
            "1::2::3",
            "12345::1",
            "x2001:db8::1",
            "2001:db8::1g",
            "app.js:10:5",
            "https://example.com:443/",
        ],
    );
}

#[test]
fn addresses_match_after_hosts_names_and_labels() {
    check(
        Kind::Ipv4,
        &[
            "host.example.com/«10.1.2.3»:5060, localhost/«127.0.0.1»:80",
            "contact_«10.1.2.3» peer_«203.0.113.7»",
            "\u{1b}[31m«10.1.2.3»\u{1b}[0m",
            "ip-«10-1-2-3».ec2.internal ec2-«203-0-113-25».compute-1.amazonaws.com",
        ],
    );
}

#[test]
fn releases_of_genesys_are_no_addresses() {
    check(
        Kind::Ipv4,
        &[
            "Workspace Web Edition 8.5.202.17",
            "9.0.100.05",
            "version: 8.5.201.95, release 10.20.30.40, build: 10.20.30.40",
            "page_8.5.202.17 a-10-1-2-3",
        ],
    );
    check(Kind::Ipv4, &["«8.5.202.17»:5060, «8.8.8.8», «9.9.9.9», «8.5.20.17»"]);
}

#[test]
fn directories_of_releases_and_padded_numbers_are_no_addresses() {
    check(
        Kind::Ipv4,
        &[
            "GET /ui/wwe/10.0.189.98/main.js 200",
            "GET /ui/10.0.189.98/css/desk.min.css 200",
            "GET /clients/«10.0.189.98»/status 200",
            "GET http://«10.0.189.98»/main.js 200",
            "pcs 10.0.189.07, gws «010.000.189.007»",
        ],
    );
}

#[test]
fn versions_in_quotes_are_no_addresses() {
    check(Kind::Ipv4, &["{'version': '10.0.179.7'}", "version = '10.0.179.7', host = '«10.0.179.7»'"]);
    let text = r#"{"version": "10.0.179.7", "release":"10.0.1.2"}"#;
    assert!(super::marked::find(&super::marked::scanner(&[Kind::Ipv4]), text).is_empty());
}
