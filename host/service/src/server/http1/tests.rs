//! Bytes are framed the same however they are cut.

use super::framing::{Fault, Framing};
use proptest::{prelude::*, sample::Index};

/// Where the first byte is that must not be read, and whether it is in a head.
fn fault(bytes: &[u8], cuts: &[usize]) -> Option<Fault> {
    let mut framing = Framing::new();
    let ends = cuts.iter().copied().chain([bytes.len()]);
    let mut begin = 0;
    for end in ends {
        while begin < end {
            match framing.advance(&bytes[begin..end]) {
                Ok(advanced) => begin += advanced,
                Err(fault) => return Some(Fault { at: begin + fault.at, ..fault }),
            }
        }
    }
    None
}

#[test]
fn requests_are_passed_on_one_by_one() {
    for bytes in &TAKEN[..5] {
        let (mut framing, both) = (Framing::new(), bytes.repeat(2));
        let first = framing.advance(both.as_bytes());
        assert_eq!((first, framing.advance(bytes.as_bytes())), (Ok(bytes.len()), Ok(bytes.len())), "{bytes:?}");
    }
}

const TAKEN: &[&str] = &[
    "POST / HTTP/1.1\r\nhost: a\r\n\r\n",
    "\r\nPOST / HTTP/1.1\r\ncontent-length: 3\r\n\r\n\n\n\n",
    "POST / HTTP/1.1\r\nCONTENT-Length:\t3 \r\n\r\na\nb",
    "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\n\n\n\n\r\nA ;b=c\r\n\n123456789\r\n0\r\nx: y\r\n\r\n",
    "POST / HTTP/1.1\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    "PROPFIND / HTTP/1.1\r\ncookie: a\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\n\n",
];

const REFUSED: &[&str] = &[
    "POST / HTTP/1.1\n",
    "PRI\n",
    "POST / HTTP/1.1\r\nhost: a\n",
    "POST / HTTP/1.1\r\nhost: a\r\n\n",
    "POST / HTTP/1.1\r\ncontent-length: 3\r\ncontent-length: 3\r\n",
    "POST / HTTP/1.1\r\ncontent-length: +3\r\n",
    "POST / HTTP/1.1\r\ncontent-length: 18446744073709551616\r\n",
    "POST / HTTP/1.1\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n",
    "POST / HTTP/1.1\r\ntransfer-encoding: chunked, gzip\r\n\r\n",
    "POST /# HTTP/1.1\r\n",
    "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcd\r\n",
    "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\n",
    "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0x3\r\n",
    "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx: y\n",
];

#[test]
fn what_can_be_read_in_one_way_is_taken_and_nothing_else() {
    for bytes in TAKEN {
        assert_eq!(fault(format!("{bytes}{bytes}").as_bytes(), &[]).map(|fault| fault.at), None, "{bytes:?}");
    }
    for bytes in REFUSED {
        let good = TAKEN[0];
        let fault = fault(format!("{good}{bytes}{good}").as_bytes(), &[]);
        assert!(fault.is_some_and(|fault| fault.at < good.len() + bytes.len()), "{bytes:?}");
    }
}

#[test]
fn a_line_that_says_how_long_a_body_is_may_not_be_longer_than_is_kept_of_it() {
    let zeros = "0".repeat(200);
    for (head, at) in [
        (format!("POST / HTTP/1.1\r\ncontent-length: {zeros}3\r\n\r\nabc"), 235),
        (format!("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n{zeros}3\r\nabc"), 249),
    ] {
        for cuts in [&[][..], &[60, 130][..]] {
            assert_eq!(fault(head.as_bytes(), cuts).map(|fault| fault.at), Some(at), "{head} cut at {cuts:?}");
        }
    }
    let cookie = format!("POST / HTTP/1.1\r\ncookie: {zeros}\r\n\r\n");
    assert_eq!(fault(cookie.as_bytes(), &[30, 140]), None);
}

proptest! {
    #[test]
    fn cuts_change_nothing(
        bytes in proptest::sample::select([TAKEN, REFUSED].concat()),
        cuts in proptest::collection::vec(any::<Index>(), 0..6),
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(bytes.len())).collect();
        cuts.sort_unstable();
        prop_assert_eq!(fault(bytes.as_bytes(), &cuts), fault(bytes.as_bytes(), &[]));
    }
}
