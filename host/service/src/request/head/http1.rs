//! What HTTP/1.1 asks of a head beyond what hyper looks at. <https://www.rfc-editor.org/rfc/rfc9112>
//!
//! A request without it may be read otherwise by a server that has passed it on. Its connection is closed after the reply,
//! because nobody knows where the next request begins. What hyper hides, the server checks before hyper sees it.

use crate::request::rejection::{HeadMistake, Rejection};
use http::{HeaderMap, Method, Uri, Version, header, request::Parts};

/// Checks the host, the target and the transfer coding.
///
/// # Errors
/// [`Rejection::HeadMalformed`], [`Rejection::TransferCodingUnknown`].
pub fn check(head: &Parts) -> Result<(), Rejection> {
    if head.version > Version::HTTP_11 {
        return Ok(());
    }
    if !is_target(&head.method, &head.uri) {
        return Err(Rejection::HeadMalformed(HeadMistake::Target));
    }
    if !has_host(head.version, &head.headers) {
        return Err(Rejection::HeadMalformed(HeadMistake::Host));
    }
    check_transfer_coding(&head.headers)
}

/// A path, a whole URI, or `*` for OPTIONS. `CONNECT` is for proxies.
fn is_target(method: &Method, target: &Uri) -> bool {
    let is_whole = target.scheme().is_some() && target.authority().is_some_and(|host| !host.as_str().contains('@'));
    method != Method::CONNECT
        && match target.path() {
            "*" => method == Method::OPTIONS,
            path => path.starts_with('/') && (target.authority().is_none() || is_whole),
        }
}

/// One, which may be empty; with HTTP/1.0 there may be none.
fn has_host(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes().iter().all(|byte| is_in_host(*byte)),
        (None, None) => version < Version::HTTP_11,
        _ => false,
    }
}

/// <https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2>, and the port.
fn is_in_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(&byte)
}

/// None, or `chunked` once. hyper takes whatever comes before a last `chunked`.
fn check_transfer_coding(headers: &HeaderMap) -> Result<(), Rejection> {
    let mut values = headers.get_all(header::TRANSFER_ENCODING).iter().peekable();
    if values.peek().is_none() {
        return Ok(());
    }
    let codings = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let (mut chunked, mut others, mut empty) = (0, 0, 0);
    for coding in codings {
        match coding.trim_ascii() {
            [] => empty += 1,
            coding if coding.eq_ignore_ascii_case(b"chunked") => chunked += 1,
            _ => others += 1,
        }
    }
    match (chunked, others, empty) {
        (1, 0, 0) => Ok(()),
        (1, 1.., 0) => Err(Rejection::TransferCodingUnknown),
        _ => Err(Rejection::HeadMalformed(HeadMistake::TransferCoding)),
    }
}
