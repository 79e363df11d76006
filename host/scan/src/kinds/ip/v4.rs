//! IPv4 addresses: four numbers of 0 to 255 with one to three digits, with dots between them.
//!
//! Not matched: parts of longer dotted numbers (`1.2.3.4.5`), numbers that touch a letter, a digit or `_` (but labels such
//! as `ip_`, and `name_203.0.113.7` where the first number is 10 or more), and versions (`dotted_version`).
//! Ports and prefix lengths (`:8080`, `/24`) are not part of the match.
//! Part of a match is neither a port after a dot (`203.0.113.7.443`, as `tcpdump` writes it), nor the domain that a provider puts
//! behind the address of a customer (`p203.0.113.7.dsl.example.net`, `203-0-113-7.dsl.example.net`).
//! With dashes in the place of dots they match after the labels of host names: `ip-10-1-2-3`, `ec2-203-0-113-7`.

use super::dotted_version::is_version;
use crate::text::bytes::{at, back, before, digits_end, follows, is_digit, is_word, next_digit, touches_word};

const LABELS: &[&[u8]] = &[b"ip_", b"ipv4_", b"addr_", b"host_", b"client_", b"no.", b"nr.", b"ip."];
/// Of host names, which have dashes for dots.
const HOSTS: &[&[u8]] = &[b"ip-", b"ec2-", b"host-", b"static-", b"dynamic-", b"client-", b"pool-"];
/// Letters that touch the address in the name of a host.
#[rustfmt::skip]
const HOST_LETTERS: [&[u8]; 14] = [
    b"p", b"h", b"ip", b"host", b"cpe", b"dsl", b"adsl", b"ppp", b"pool", b"dyn", b"dhcp", b"static", b"client", b"user",
];
/// What is smaller after a `_` is the first number of a version.
const LEAST_AFTER_NAME: usize = 2;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = next_digit(text, 0);
    while start < text.len() {
        start = match dotted_end(text, start) {
            Dotted::Address(end) => {
                if !is_version(text, start, end) {
                    found(start, end);
                }
                next_digit(text, end)
            }
            Dotted::Other(end) => next_digit(text, end),
        };
    }
}

enum Dotted {
    Address(usize),
    Other(usize),
}

/// Takes the whole dotted number, so that no part of it is tried again.
fn dotted_end(text: &[u8], start: usize) -> Dotted {
    let left = before(text, start);
    let has_dashes = left == b'-' && HOSTS.iter().any(|label| follows(text, start, label)) || names_host(text, start);
    let dot = if has_dashes { b'-' } else { b'.' };
    let mut octets_end = start;
    let mut end = start;
    let mut groups = 0;
    let mut octets = begins(text, start);
    loop {
        let group = end;
        end = digits_end(text, group);
        groups += 1;
        if groups == 5 && octets && is_dotted_port(text, start, group, end) {
            return Dotted::Address(octets_end);
        }
        octets &= is_octet(&text[group..end]);
        octets_end = end;
        if at(text, end) != dot || !is_digit(at(text, end + 1)) {
            break;
        }
        end += 1;
    }
    octets &= groups == 4 && !is_word(at(text, end)) && at(text, end) != b'_';
    if octets { Dotted::Address(end) } else { Dotted::Other(end) }
}

/// Whether the digits `group..end` behind an address and a dot are a port, as `tcpdump` and `netstat` write it.
fn is_dotted_port(text: &[u8], start: usize, group: usize, end: usize) -> bool {
    const LARGEST: u32 = 0xffff;
    let port = &text[group..end];
    let number = port.iter().take(6).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    let is_port = (1..=LARGEST).contains(&number) && port[0] != b'0' && !is_word(at(text, end));
    let goes_on = matches!(at(text, end), b'.' | b'-') && is_word(at(text, end + 1));
    let is_captured =
        text[..start].ends_with(b"IP ") || text[..start].ends_with(b"> ") || text[end..].starts_with(b" >");
    // A number of five parts that begins like an address, and ends like none, is a version at times: its first number is small.
    let is_large = number > 0xff && digits_end(text, start) - start > 1;
    is_port && !goes_on && (is_captured || is_large)
}

/// Whether four numbers with dashes between them begin the name of a host: `203-0-113-7.dsl.example.net`.
fn names_host(text: &[u8], start: usize) -> bool {
    let first = digits_end(text, start);
    if at(text, first) != b'-'
        || first - start > 3
        || is_word(before(text, start)) && !HOST_LETTERS.iter().any(|letters| follows(text, start, letters))
        || matches!(before(text, start), b'-' | b'.' | b'_')
    {
        return false;
    }
    let (mut end, mut longest) = (first, first - start);
    for _ in 0..3 {
        let next = digits_end(text, end + 1);
        if at(text, end) != b'-' || next == end + 1 {
            return false;
        }
        (longest, end) = (longest.max(next - end - 1), next);
    }
    longest == 3 && precedes_domain(text, end) || precedes_service(text, end)
}

/// Whether two labels of a domain follow at `end`, the first with a letter: `.dsl.example`.
fn precedes_domain(text: &[u8], end: usize) -> bool {
    const LONGEST: usize = 32;
    let domain = text.get(end..).unwrap_or_default();
    let label = domain.iter().skip(1).take(LONGEST).take_while(|byte| is_word(**byte) || **byte == b'-').count();
    at(text, end) == b'.'
        && at(text, end + 1).is_ascii_alphabetic()
        && at(text, end + 1 + label) == b'.'
        && at(text, end + 2 + label).is_ascii_alphabetic()
}

/// Whether letters that stand for a kind of host touch the address, and a domain follows it: `p203.0.113.7.dsl.example.net`.
fn follows_host_letters(text: &[u8], start: usize) -> bool {
    let mut end = start;
    for _ in 0..4 {
        end = digits_end(text, end) + 1;
    }
    HOST_LETTERS.iter().any(|letters| follows(text, start, letters)) && precedes_domain(text, end - 1)
}

/// Whether an address can begin at `start`.
fn begins(text: &[u8], start: usize) -> bool {
    match before(text, start) {
        b'_' => follows_label(text, start) || digits_end(text, start) - start >= LEAST_AFTER_NAME,
        b'.' => !is_word(back(text, start, 2)) || follows_label(text, start) || is_in_name_of_service(text, start),
        b'a'..=b'z' if follows_host_letters(text, start) => true,
        _ => !touches_word(text, start),
    }
}

/// Whether a service follows that answers for any address in the name of a host: `app.10.1.2.3.nip.io`.
fn is_in_name_of_service(text: &[u8], start: usize) -> bool {
    let mut end = start;
    for _ in 0..4 {
        end = digits_end(text, end) + 1;
    }
    precedes_service(text, end - 1)
}

fn precedes_service(text: &[u8], end: usize) -> bool {
    const SERVICES: [&[u8]; 4] = [b".nip.io", b".sslip.io", b".xip.io", b".traefik.me"];
    text.get(end..).is_some_and(|rest| SERVICES.iter().any(|service| rest.starts_with(service)))
}

fn follows_label(text: &[u8], start: usize) -> bool {
    LABELS.iter().any(|label| follows(text, start, label))
}

/// `07` is none: where zeros are written in front, all three digits are.
fn is_octet(digits: &[u8]) -> bool {
    digits.len() <= 3
        && !matches!(digits, [b'0', _])
        && digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')) <= 255
}
