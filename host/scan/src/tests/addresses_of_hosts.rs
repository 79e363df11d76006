//! Addresses as tools and providers write them, and addresses of hardware.

use super::marked::check;
use crate::Kind;

#[test]
fn a_port_after_a_dot_is_no_part_of_an_address() {
    check(
        Kind::Ipv4,
        &["IP «10.76.174.123».53211 > «192.168.90.96».443: Flags [S]", "«203.109.76.253».443, IP «10.1.2.3».22 > x"],
    );
    check(Kind::Ipv4, &["1.3.6.1.4, 10.1.2.3.4, 1.2.3.4.567, 10.1.2.3.443.5, 203.0.113.7.70000, 203.0.113.7.0443"]);
    check(Kind::Ipv6, &["«2001:db8:2fd6::c30a:c89f».993", "2001:db8::1.9, 2001:db8::1.999999"]);
}

#[test]
fn addresses_in_names_of_hosts_match() {
    check(Kind::Ipv4, &["p«77.203.248.192».pool.isp.example, «172-23-112-26».pool.isp.example"]);
    check(
        Kind::Ipv4,
        &[
            "p1.2.3.4, v77.203.248.192.pool.isp.example, 12-11-22-10.log.example.com, 172-23-112-26.gz, x-172-23-112-26.a.b",
        ],
    );
    check(
        Kind::Ipv6,
        &[
            "«7.1.7.7.e.b.3.7.2.e.b.4.2.9.c.1.5.6.0.e.f.3.2.8.8.b.d.0.1.0.0.2».ip6.arpa",
            "\\\\«2a01-4f8-818-42d5--2fc».ipv6-literal.net\\share",
        ],
    );
    check(Kind::Ipv6, &["8.b.d.0.1.0.0.2.ip6.arpa", "a--b.example.net, --2fc.example.net, x--y.ipv6-literal.net"]);
}

#[test]
fn addresses_in_names_of_services_match() {
    check(
        Kind::Ipv4,
        &["app.«10.216.188.127».nip.io, app.«10.1.2.3».sslip.io", "app.10.216.188.127.example.com, lib.1.2.3.4.js"],
    );
    check(Kind::Ipv4, &["host«203-0-113-7».dsl.example.net, thost203-0-113-7.dsl.example.net"]);
    check(Kind::Ipv4, &["https://«10-84-83-66».sslip.io/, https://10-84-83-66.example.com/"]);
    check(
        Kind::Ipv6,
        &[
            "from «2a02-8108-4daa-ca52-234e-2cb5-72fe-df62».ipv6.isp.example today",
            "2a02-8108-4daa-ca52-234e-2cb5-72fe.isp.example, b5325b79-58dd-a5fc-5daf-a5030be37de7.example.com",
        ],
    );
    check(Kind::Ipv6, &["https://«2a01-4f8-e9d-bca7--278».sslip.io/x", "a--b.sslip.io, 2a01-4f8--1.example.com"]);
    check(Kind::Ipv4, &["val=«192.168.159.55»,«10.220.152.248» rc=0 took=64ms", "10.1.2.3 rc1, 10.1.2.3-rc.1"]);
}

#[test]
fn versions_of_assemblies_and_applications_are_no_addresses() {
    check(
        Kind::Ipv4,
        &["version=\\\"8.1.44.8\\\"", "version=&quot;8.1.23.4&quot;", "Citrix Workspace 24.2.5.125, Chrome 120.0.60.1"],
    );
    check(Kind::Ipv4, &["host=&quot;«8.1.23.4»&quot;, workspace «10.1.2.3»"]);
}

#[test]
fn addresses_of_hardware_match_in_other_groups() {
    check(
        Kind::MacAddress,
        &[
            "[«dc0a-634c-8bd2»], eth0/«7000-3ac5-c919»",
            "mac=«a4872b-d29b62», BSSID: «3c4af2-0ccffa», lladdr «3cd178-f72dab»",
            "at «00 24 2D 79 2D 4B» on en0, mac «00 24 2d 79 2d 4b»",
        ],
    );
    check(
        Kind::MacAddress,
        &[
            "a4872b-d29b62 and 123456-654321",
            "550e8400-e29b-41d4-a716-446655440000, 1234-5678-9012, face-dead-beef",
            "00 24 2D 79 2D 4B 7F, 00 24 2d 79 2d 4b, 10 20 30 40 50 60, is at no be do go",
        ],
    );
}
