//! Decompression under its limits, whatever a client has compressed.

use crate::body::content_encoding::Encoding;
use crate::{WireError, decompress_at_once};
use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder, ZlibEncoder},
};
use proptest::prelude::*;
use std::io::Write;

/// How a client may have compressed something. Brotli's encoder is tried in `tests/integration/requests/encodings.rs`.
fn compressed(bytes: &[u8]) -> Vec<(Encoding, Vec<u8>)> {
    let level = Compression::best();
    let mut gzip = GzEncoder::new(Vec::new(), level);
    gzip.write_all(bytes).unwrap();
    let mut zlib = ZlibEncoder::new(Vec::new(), level);
    zlib.write_all(bytes).unwrap();
    let mut raw = DeflateEncoder::new(Vec::new(), level);
    raw.write_all(bytes).unwrap();
    vec![
        (Encoding::Gzip, gzip.finish().unwrap()),
        (Encoding::Deflate, zlib.finish().unwrap()),
        (Encoding::Deflate, raw.finish().unwrap()),
        (Encoding::Zstd, zstd::encode_all(bytes, 3).unwrap()),
        (Encoding::Zstd, zstd::bulk::compress(bytes, 3).unwrap()),
    ]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let alike = (any::<u8>(), 0..300_000_usize).prop_map(|(byte, count)| vec![byte; count]);
    prop_oneof![prop::collection::vec(any::<u8>(), 0..2000), alike]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_compressed_comes_back_and_one_byte_less_is_too_little_room(bytes in bytes()) {
        for (encoding, body) in compressed(&bytes) {
            let whole = decompress_at_once(encoding, &body, bytes.len()).unwrap();
            prop_assert_eq!(&whole[..], &bytes[..], "{:?}", encoding);
            if let Some(limit) = bytes.len().checked_sub(1) {
                let refused = decompress_at_once(encoding, &body, limit);
                prop_assert!(matches!(refused, Err(WireError::DecompressedTooLarge { .. })), "{:?} {:?}", encoding, refused);
            }
        }
    }

    #[test]
    fn a_part_of_a_stream_and_a_stream_with_more_behind_it_are_broken(bytes in bytes(), cut in 0.0..1.0) {
        for (encoding, body) in compressed(&bytes) {
            let part = &body[..(body.len() as f64 * cut) as usize];
            prop_assert!(matches!(decompress_at_once(encoding, part, 1 << 20), Err(WireError::EncodingBroken)));
            let more = [&body[..], b"{}"].concat();
            prop_assert!(matches!(decompress_at_once(encoding, &more, 1 << 20), Err(WireError::EncodingBroken)));
        }
    }

    #[test]
    fn streams_behind_one_another_are_one_body_under_one_limit(parts in prop::collection::vec(bytes(), 2..5)) {
        let whole = parts.concat();
        let each: Vec<_> = parts.iter().map(|part| compressed(part)).collect();
        for way in 0..each[0].len() {
            let encoding = each[0][way].0;
            let body: Vec<u8> = each.iter().flat_map(|ways| &ways[way].1).copied().collect();
            let read = decompress_at_once(encoding, &body, whole.len());
            if !matches!(encoding, Encoding::Gzip | Encoding::Zstd) {
                let broken = matches!(read, Err(WireError::EncodingBroken | WireError::DecompressedTooLarge { .. }));
                prop_assert!(broken, "{:?} {:?}", encoding, read);
                continue;
            }
            prop_assert_eq!(&read.unwrap()[..], &whole[..], "{:?}", encoding);
            if let Some(limit) = whole.len().checked_sub(1) {
                let refused = decompress_at_once(encoding, &body, limit);
                prop_assert!(matches!(refused, Err(WireError::DecompressedTooLarge { .. })), "{:?} {:?}", encoding, refused);
            }
            let cut = decompress_at_once(encoding, &body[..body.len() - 1], 1 << 21);
            prop_assert!(matches!(cut, Err(WireError::EncodingBroken)), "{:?}", encoding);
        }
    }

    #[test]
    fn whatever_comes_it_ends_within_its_limit(start in 0..5_usize, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let starts: [&[u8]; 5] = [&[], &[0x1f, 0x8b, 8, 0], &[0x78, 0x9c], &[0x28, 0xb5, 0x2f, 0xfd], &[0x21]];
        let body = [starts[start], &bytes].concat();
        for encoding in Encoding::ALL {
            if let Ok(whole) = decompress_at_once(encoding, &body, 1 << 16) {
                prop_assert!(whole.len() <= 1 << 16);
            }
        }
    }
}

#[test]
fn a_later_frame_that_announces_too_much_is_refused_before_any_work_and_streams_are_counted() {
    let small = zstd::bulk::compress(b"[1]", 3).unwrap();
    // RFC 8878: a single segment that says it has 4 GiB.
    let announced = [&[0x28, 0xb5, 0x2f, 0xfd, 0xe0][..], &(4_u64 << 30).to_le_bytes()].concat();
    let refused = decompress_at_once(Encoding::Zstd, &[&small[..], &announced].concat(), 1 << 20);
    assert!(matches!(refused, Err(WireError::DecompressedTooLarge { .. })), "{refused:?}");
    // Together they are too much, though none of them is.
    assert!(decompress_at_once(Encoding::Zstd, &small.repeat(2), 6).is_ok());
    let refused = decompress_at_once(Encoding::Zstd, &small.repeat(2), 5);
    assert!(matches!(refused, Err(WireError::DecompressedTooLarge { .. })), "{refused:?}");
    // A frame that readers skip, RFC 8878, 3.1.2.
    let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7];
    let read = decompress_at_once(Encoding::Zstd, &[&skipped[..], &small, &skipped].concat(), 3).unwrap();
    assert_eq!(&read[..], b"[1]");
    let (_, empty) = compressed(b"").swap_remove(0);
    assert!(decompress_at_once(Encoding::Gzip, &empty.repeat(1024), 0).is_ok());
    let refused = decompress_at_once(Encoding::Gzip, &empty.repeat(1025), 0);
    assert!(matches!(refused, Err(WireError::EncodingBroken)), "{refused:?}");
}
