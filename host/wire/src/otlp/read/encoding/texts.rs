//! Texts on the wire. Most stand among tags and lengths that are ASCII as well: many of them are checked at once.

use std::str::from_utf8;

/// Bytes that are looked at at once. Texts that are shorter are checked one by one.
const LANES: usize = 16;

/// Takes texts out of a message, or out of a whole body.
#[derive(Clone, Copy, Default)]
pub(in crate::otlp::read) struct Texts<'a> {
    message: &'a [u8],
    /// The part of it around the last text, as far as there is nothing but ASCII.
    ascii: &'a str,
}

impl<'a> Texts<'a> {
    pub(in crate::otlp::read) fn of(message: &'a [u8]) -> Self {
        Self { message, ascii: "" }
    }

    /// The text that these bytes of the message are; `None` where they are no UTF-8.
    #[inline]
    pub(in crate::otlp::read) fn text(&mut self, bytes: &'a [u8]) -> Option<&'a str> {
        let start = place(bytes, self.ascii.as_bytes());
        match self.ascii.get(start..start.wrapping_add(bytes.len())) {
            Some(text) => Some(text),
            None => self.checked(bytes),
        }
    }

    #[inline(never)]
    fn checked(&mut self, bytes: &'a [u8]) -> Option<&'a str> {
        if bytes.len() < LANES {
            return from_utf8(bytes).ok();
        }
        let ascii = ascii_at_the_start(self.message.get(place(bytes, self.message)..).unwrap_or_default());
        if ascii.len() < bytes.len() {
            return from_utf8(bytes).ok();
        }
        self.ascii = from_utf8(ascii).ok()?;
        self.ascii.get(..bytes.len())
    }
}

/// Where bytes begin that are a part of others; past the end of those where they are none.
#[inline]
fn place(bytes: &[u8], within: &[u8]) -> usize {
    bytes.as_ptr().addr().wrapping_sub(within.as_ptr().addr())
}

/// As much at the start as is ASCII, but for what does not fill the lanes.
#[inline]
fn ascii_at_the_start(bytes: &[u8]) -> &[u8] {
    let (chunks, _) = bytes.as_chunks::<LANES>();
    let ascii = chunks.iter().take_while(|chunk| chunk.is_ascii()).count();
    &bytes[..ascii * LANES]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_those_that_are_utf8(
            message in prop::collection::vec(prop_oneof![20 => b' '..0x7f, 1 => any::<u8>()], 0..300),
            places in prop::collection::vec((0..300_usize, 0..60_usize), 1..20),
        ) {
            let mut texts = Texts::of(&message);
            for (start, length) in places {
                let rest = message.get(start..).unwrap_or_default();
                let bytes = &rest[..length.min(rest.len())];
                prop_assert_eq!(texts.text(bytes), from_utf8(bytes).ok());
            }
        }
    }

    #[test]
    fn texts_of_another_message_are_texts_too() {
        let (message, other) =
            (b"a message that has many bytes of ASCII".to_vec(), b"another one that has as many".to_vec());
        let mut texts = Texts::of(&message);
        for bytes in [&message[2..20], &other[..], &[], &other[4..7], b"\xff", &message[..]] {
            assert_eq!(texts.text(bytes), from_utf8(bytes).ok());
        }
    }
}
