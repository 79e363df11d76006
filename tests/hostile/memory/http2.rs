//! Frames of HTTP/2 by hand. <https://www.rfc-editor.org/rfc/rfc9113#section-4.1>

use sluice_tests::Raw;

pub(crate) const DATA: u8 = 0;
const HEADERS: u8 = 1;
const PRIORITY: u8 = 2;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const WINDOW_UPDATE: u8 = 8;
const UNKNOWN: u8 = 99;
const END_HEADERS: u8 = 4;

/// Makes one frame.
type MakeFrame = fn() -> Vec<u8>;

/// Frames that carry nothing, each with its name.
pub(crate) const FLOODS: [(&str, MakeFrame); 5] = [
    ("SETTINGS", || frame(SETTINGS, 0, 0, b"")),
    ("PRIORITY", || frame(PRIORITY, 0, 1, &[0, 0, 0, 0, 16])),
    ("WINDOW_UPDATE", || frame(WINDOW_UPDATE, 0, 0, &[0, 0, 0, 1])),
    ("PING", || frame(PING, 0, 0, b"12345678")),
    ("an unknown frame", || frame(UNKNOWN, 0, 0, b"")),
];

pub(crate) fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    let head = [&length[1..], &[kind, flags], &stream.to_be_bytes()].concat();
    [&head, payload].concat()
}

/// What a client sends first.
pub(crate) fn begin() -> Vec<u8> {
    [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &frame(SETTINGS, 0, 0, b"")].concat()
}

/// Reads what the service says first, to the frame that gives credit beyond the 64 KiB that every connection begins with.
pub(crate) fn wait_for_credit(raw: &mut Raw) {
    loop {
        let head = raw.take(9);
        raw.take(usize::from(u16::from_be_bytes([head[1], head[2]])));
        if head[3] == WINDOW_UPDATE {
            return;
        }
    }
}

/// The head of a request whose body is still to come.
pub(crate) fn request(token: &str, stream: u32, length: usize) -> Vec<u8> {
    // POST and http by their indexes in HPACK's static table, then path and authority with indexed names.
    let mut head = vec![0x83, 0x86];
    for (name, value) in [(4, "/v1/events"), (1, "sluice")] {
        head.push(name);
        text(&mut head, value);
    }
    let (authorization, length) = (format!("Bearer {token}"), length.to_string());
    for (name, value) in [("authorization", &*authorization), ("content-length", &*length)] {
        head.push(0);
        text(&mut head, name);
        text(&mut head, value);
    }
    frame(HEADERS, END_HEADERS, stream, &head)
}

fn text(head: &mut Vec<u8>, text: &str) {
    head.push(u8::try_from(text.len()).ok().filter(|length| *length < 127).expect("a short text"));
    head.extend_from_slice(text.as_bytes());
}
