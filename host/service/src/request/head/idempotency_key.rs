//! `Idempotency-Key`: a client's name for a request, by which a reader of the lines finds those of a retry.
//! <https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header>

use crate::request::rejection::Rejection;
use http::{HeaderMap, HeaderName};
use sluice_event::MAX_ID_BYTES;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// The key of a request, without the quotes that the draft asks for and many clients leave away.
///
/// # Errors
/// [`Rejection::IdempotencyKeyMalformed`]: it is refused and not passed over, because its client relies on it.
pub fn of(headers: &HeaderMap) -> Result<Option<&str>, Rejection> {
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().map_err(|_| Rejection::IdempotencyKeyMalformed)?.trim();
    let key = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let taken = (1..=MAX_ID_BYTES).contains(&key.len()) && key.bytes().all(is_taken);
    if taken && values.next().is_none() { Ok(Some(key)) } else { Err(Rejection::IdempotencyKeyMalformed) }
}

fn is_taken(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:+/=".contains(&byte)
}
