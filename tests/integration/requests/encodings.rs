//! Bodies that are compressed: every coding, what is none, and bodies that are made to become too large.

use crate::{plain, service};
use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder, ZlibEncoder},
};
use serde_json::json;
use sluice_tests::{Dice, Genesys, Reply, Service, Setup, event, personal_batch, personal_in};
use std::io::Write;

/// Every way in which a client may compress a body, with the `Content-Encoding` that goes with it.
fn compressed(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    fn written(bytes: &[u8], mut encoder: impl Write) {
        encoder.write_all(bytes).expect("memory takes it");
        encoder.flush().expect("memory takes it");
    }
    let best = Compression::best();
    let (mut gzip, mut zlib) = (GzEncoder::new(Vec::new(), best), ZlibEncoder::new(Vec::new(), best));
    let mut raw = DeflateEncoder::new(Vec::new(), best);
    written(bytes, &mut gzip);
    written(bytes, &mut zlib);
    written(bytes, &mut raw);
    let mut br = Vec::new();
    written(bytes, brotli::CompressorWriter::new(&mut br, 4096, 5, 22));
    let gzip = gzip.finish().expect("memory takes it");
    vec![
        ("gzip", gzip.clone()),
        ("x-gzip", gzip.clone()),
        (" GZip , identity", gzip),
        ("deflate", zlib.finish().expect("memory takes it")),
        ("deflate", raw.finish().expect("memory takes it")),
        ("br", br),
        ("zstd", zstd::encode_all(bytes, 3).expect("memory takes it")),
    ]
}

fn send(service: &Service, encoding: &str, body: impl Into<bytes::Bytes>) -> Reply {
    service.ask().header("content-encoding", encoding).body(body).send()
}

#[test]
fn a_compressed_batch_is_taken_and_redacted_as_a_plain_one() {
    let (_genesys, service) = service();
    let batch = personal_batch(20);
    let plain = service.written(&batch, 0);
    let mut before = plain.len();
    for (encoding, body) in compressed(batch.to_string().as_bytes()) {
        send(&service, encoding, body).counts(20, 0, 0);
        let lines = service.output.lines(before + 20).split_off(before);
        before += 20;
        for (line, plain) in lines.iter().zip(&plain) {
            assert_eq!(line.json["message"], plain.json["message"], "{encoding}");
            assert_eq!(line.json["attributes"], plain.json["attributes"], "{encoding}");
            assert_eq!(personal_in(&line.text), None, "{encoding}");
        }
    }
}

#[test]
fn members_of_gzip_and_frames_of_zstd_behind_one_another_are_one_body() {
    let (_genesys, service) = plain();
    let mut before = 0;
    let (first, second) = (format!("{}\n", event("first")), event("second").to_string());
    for ((encoding, first), (_, second)) in compressed(first.as_bytes()).into_iter().zip(compressed(second.as_bytes()))
    {
        let body = [first, second].concat();
        let ask = service.ask().header("content-type", "application/x-ndjson").header("content-encoding", encoding);
        if matches!(encoding, "deflate" | "br") {
            ask.body(body).send().refuses(400, "encoding_broken");
            continue;
        }
        ask.body(body).send().counts(2, 0, 0);
        let lines = service.output.lines(before + 2).split_off(before);
        assert_eq!([lines[0].at("/message"), lines[1].at("/message")], ["first", "second"], "{encoding}");
        before += 2;
    }
}

#[test]
fn a_large_batch_is_decompressed_in_many_steps() {
    let (_genesys, service) = plain();
    let mut dice = Dice::new(7);
    let events: Vec<_> = (0..900).map(|number| event(&format!("{number}: {}", dice.text().repeat(9)))).collect();
    let body = json!(events).to_string();
    let mut before = 0;
    for (encoding, body) in compressed(body.as_bytes()) {
        send(&service, encoding, body).counts(900, 0, 0);
        let lines = service.output.lines(before + 900);
        for (line, event) in lines[before..].iter().zip(&events) {
            assert_eq!(line.json["message"], event["message"], "{encoding}");
        }
        before += 900;
    }
}

#[test]
fn an_encoding_that_is_not_taken_is_refused_with_a_list_of_those_that_are() {
    let (_genesys, service) = plain();
    for encoding in ["compress", "gzip, gzip", "br,zstd", "gzip;q=1", "*", "gzip\u{e9}", "base64"] {
        let reply = send(&service, encoding, "{}");
        reply.refuses(415, "unsupported_encoding");
        assert_eq!(reply.header("accept-encoding"), "gzip, deflate, br, zstd");
        assert!(reply.text().contains("gzip, deflate, br, zstd, identity"), "{}", reply.text());
    }
    let twice = service.ask().header("content-encoding", "gzip").another("content-encoding", "br").body("{}").send();
    twice.refuses(415, "unsupported_encoding");
    for none in ["identity", "", "Identity"] {
        send(&service, none, event("m").to_string()).counts(1, 0, 0);
    }
}

#[test]
fn a_body_that_is_not_what_its_encoding_says_is_refused() {
    let (_genesys, service) = plain();
    let whole = event("secret-4711").to_string();
    for (encoding, body) in compressed(whole.as_bytes()) {
        for cut in [0, 1, body.len() / 2, body.len() - 1] {
            send(&service, encoding, body[..cut].to_vec()).refuses(400, "encoding_broken");
        }
        send(&service, encoding, [&body[..], b"\0"].concat()).refuses(400, "encoding_broken");
        let repeats = encoding == "zstd" || encoding.to_ascii_lowercase().contains("gzip");
        let reason = if repeats { "unreadable" } else { "encoding_broken" };
        send(&service, encoding, [&body[..], &body].concat()).refuses(400, reason);
        send(&service, encoding, whole.clone()).refuses(400, "encoding_broken");
        // The one coding in which every stream has a checksum.
        if encoding.contains("gzip") {
            let mut bent = body.clone();
            bent[body.len() / 2] ^= 0x10;
            assert_eq!(send(&service, encoding, bent).status, 400, "{encoding}");
        }
    }
    service.wrote_nothing(0);
    assert!(!service.log.text().contains("secret"));
}

/// Bytes that go on to decompress for as long as anybody likes, so many of them.
fn bombs(bytes: usize) -> Vec<(&'static str, Vec<u8>)> {
    let zeros = vec![0; 8 << 20];
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
    raw.write_all(&zeros).and_then(|()| raw.flush()).expect("memory takes it");
    let raw = raw.get_ref().clone();
    let mut br = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
    br.write_all(&zeros).and_then(|()| br.flush()).expect("memory takes it");
    let first = br.get_ref().clone();
    br.write_all(&zeros).and_then(|()| br.flush()).expect("memory takes it");
    let next = br.get_ref()[first.len()..].to_vec();
    // RFC 8878: a frame without a size and with a window of 8 MiB, and blocks of 128 KiB of the same byte.
    let (frame, block) = ([0x28, 0xb5, 0x2f, 0xfd, 0, 13 << 3], [0x02, 0, 0x10, b' ']);
    let of = |start: &[u8], again: &[u8]| {
        let mut bomb = start.to_vec();
        while bomb.len() + again.len() <= bytes {
            bomb.extend_from_slice(again);
        }
        bomb
    };
    vec![
        ("gzip", of(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], &raw)),
        ("deflate", of(&[0x78, 0xda], &raw)),
        ("deflate", of(&[], &raw)),
        ("br", of(&first, &next)),
        ("zstd", of(&frame, &block)),
    ]
}

#[test]
fn ten_megabytes_that_would_become_ten_gigabytes_take_little_memory() {
    let genesys = Genesys::start();
    let largest = 12 << 20;
    let service = Setup::new(&genesys)
        .edge([])
        .set("body.max_bytes", largest)
        .set("body.max_decompressed_bytes", largest)
        .start();
    service.post(&event("m")).counts(1, 0, 0);
    for (encoding, bomb) in bombs(10 << 20) {
        assert!(bomb.len() > 9 << 20);
        let before = service.memory();
        send(&service, encoding, bomb).refuses(413, "decompressed_too_large");
        let more = service.peak_memory().saturating_sub(before);
        assert!(more < 32 << 20, "{encoding}: {} MiB", more >> 20);
    }
    service.wrote_nothing(1);
}

#[test]
fn small_bodies_may_not_become_large_ones() {
    let (_genesys, service) = plain();
    for (encoding, body) in compressed(format!("[{}]", " ".repeat(2 << 20)).as_bytes()) {
        assert!(body.len() < 10_000);
        send(&service, encoding, body).refuses(413, "decompressed_too_large");
    }
    // What could be sent as it is, may be compressed at any ratio.
    for (encoding, body) in compressed(format!("[{}]", " ".repeat(1_000_000)).as_bytes()) {
        send(&service, encoding, body).counts(0, 0, 0);
    }
    service.wrote_nothing(0);
}

#[test]
fn an_announced_size_a_window_and_a_dictionary_that_are_too_much_are_refused_before_any_work() {
    let (_genesys, service) = plain();
    // RFC 8878: a single segment of 4 GiB; a window of 2 GiB; a dictionary that nobody has.
    let announced =
        [&[0x28, 0xb5, 0x2f, 0xfd, 0xe0][..], &(4_u64 << 30).to_le_bytes(), &[0x03, 0, 0x10, b' ']].concat();
    send(&service, "zstd", announced).refuses(413, "decompressed_too_large");
    let window = [0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3, 0x03, 0, 0x10, b' '];
    send(&service, "zstd", window.to_vec()).refuses(400, "encoding_broken");
    let dictionary = [0x28, 0xb5, 0x2f, 0xfd, 1, 10 << 3, 77, 0x05, 0, 0, 0, 0, 0];
    send(&service, "zstd", dictionary.to_vec()).refuses(400, "encoding_broken");
    // Large-window brotli, which RFC 7932 does not have: 0x11, then the bits of the window.
    send(&service, "br", vec![0x11, 30, 0x03]).refuses(400, "encoding_broken");
    service.wrote_nothing(0);
}

#[test]
fn a_compressed_beacon_may_not_become_as_large_as_a_batch_with_a_token_in_its_header() {
    let (_genesys, service) = plain();
    let noise: String = (0..600_000).map(|number: u64| char::from(b'a' + (number * number % 26) as u8)).collect();
    let body = json!({"access_token": sluice_identity::stand_in::AGENT_1.token, "events": [{"message": noise}]});
    for (encoding, body) in compressed(body.to_string().as_bytes()) {
        assert!(body.len() < 64 << 10);
        let beacon = service.ask().without("authorization").header("content-encoding", encoding).body(body);
        beacon.send().refuses(413, "decompressed_too_large");
    }
    service.wrote_nothing(0);
}
