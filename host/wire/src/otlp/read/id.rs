//! Ids of traces and spans.

use super::{
    encoding::value::Value,
    unfit::{MALFORMED, Read, Unfit},
};
use crate::mapping::base64;

/// So many bytes; `None` where there is no valid id: the protocol has receivers take one of another length, or of zeros, as
/// absent. <https://opentelemetry.io/docs/specs/otel/trace/api/#spancontext>
pub(in crate::otlp) type Id<const BYTES: usize> = Option<[u8; BYTES]>;

impl<'a> Value<'a> {
    /// JSON has ids in hexadecimal. Base64, as proto3's JSON has bytes, is of another length and taken too.
    pub(crate) fn id<const BYTES: usize>(self) -> Read<'a, Id<BYTES>> {
        let id = match self {
            Self::Bytes(bytes) => bytes.try_into().ok(),
            Self::Json(json) => match json.text() {
                Some(text) if text.bytes().all(|byte| byte.is_ascii_hexdigit()) && text.len().is_multiple_of(2) => {
                    hexadecimal(text)
                }
                Some(text) if text.len() <= 2 * BYTES => {
                    let bytes = base64::decode(text).and_then(|bytes| bytes.try_into().ok());
                    Some(bytes.ok_or(Unfit::Kept(json))?)
                }
                _ => return Err(Unfit::Kept(json)),
            },
            _ => return Err(MALFORMED),
        };
        Ok(id.filter(|id| id.iter().any(|byte| *byte != 0)))
    }
}

fn hexadecimal<const BYTES: usize>(text: &str) -> Id<BYTES> {
    if text.len() != 2 * BYTES {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut id = [0; BYTES];
    for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = (digit(pair[0])? << 4 | digit(pair[1])?) as u8;
    }
    Some(id)
}
