//! Look-alikes: the text as the matchers should also see it.
//!
//! A number written with other digits or separators is as readable to people as one in ASCII. Folded to ASCII are:
//! full-width forms (U+FF01 to U+FF5E but `"` and `\`, which would change what a matcher takes for the end of a text);
//! decimal digits of the scripts in `ZEROS` and mathematical digits; spaces such as U+00A0 and U+202F; hyphens and
//! dashes such as U+2011 and U+2013; ideographic full stops; arrows to the right, which stand for `=`. Zero-width and directional characters disappear.
//! Letters of other scripts that look like Latin ones are not folded.

/// A text after folding, with the way back to the places in the original.
pub(crate) struct Folded<'a> {
    original: &'a str,
    text: String,
    /// For each byte of `text`, where its character (or the byte itself) is in `original`.
    places: Vec<u32>,
}

impl<'a> Folded<'a> {
    /// None where there is nothing to fold.
    pub(crate) fn new(original: &'a str) -> Option<Folded<'a>> {
        let first = original.char_indices().find(|(_, one)| fold(*one) != Fold::Keep)?.0;
        let mut text = String::with_capacity(original.len());
        let mut places = Vec::with_capacity(original.len());
        text.push_str(&original[..first]);
        places.extend(0..first as u32);
        for (offset, one) in original[first..].char_indices() {
            let place = (first + offset) as u32;
            match fold(one) {
                Fold::Keep => {
                    text.push(one);
                    places.extend(place..place + one.len_utf8() as u32);
                }
                Fold::Ascii(byte) => {
                    text.push(char::from(byte));
                    places.push(place);
                }
                Fold::Nothing => {}
            }
        }
        Some(Folded { original, text, places })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the original of the bytes `start..end` of the folded text; whole characters in, whole characters out.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let last = self.places[end - 1] as usize;
        let width = self.original.get(last..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        (self.places[start] as usize, last + width)
    }
}

/// Whether a text reads the same without this character.
pub(crate) fn is_left_out(one: char) -> bool {
    fold(one) == Fold::Nothing
}

#[derive(PartialEq)]
enum Fold {
    Keep,
    Ascii(u8),
    Nothing,
}

/// U+0030 in other scripts (Unicode general category Nd), each followed by 1 to 9.
const ZEROS: [u32; 16] =
    [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040, 0x17e0, 0x1810];

fn fold(one: char) -> Fold {
    let code = u32::from(one);
    match code {
        0..=0x7f => Fold::Keep,
        // Control characters.
        0x80..=0x9f => Fold::Nothing,
        // Spaces.
        0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => Fold::Ascii(b' '),
        // Soft hyphen, zero-width spaces and joiners, directional marks, overrides and isolates, variation selectors.
        0xad
        | 0x34f
        | 0x200b..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x206f
        | 0xfe00..=0xfe0f
        | 0xfeff
        | 0x180e
        | 0xe0000..=0xe01ef => Fold::Nothing,
        // Hyphens, dashes, minus.
        0x2010..=0x2015 | 0x2043 | 0x2212 | 0xfe58 | 0xfe63 => Fold::Ascii(b'-'),
        0x2019 => Fold::Ascii(b'\''),
        // Arrows and signs between a name and its value.
        0x2192 | 0x21d2 | 0x21e8 | 0x27f6 | 0x27f9 | 0x2794 | 0x279c | 0x27a1 | 0x2254 => Fold::Ascii(b'='),
        0x2236 | 0xfe55 => Fold::Ascii(b':'),
        0xfe6b => Fold::Ascii(b'@'),
        0x3002 | 0xff61 | 0x2024 => Fold::Ascii(b'.'),
        0xff02 | 0xff3c => Fold::Keep,
        0xff01..=0xff5e => Fold::Ascii((code - 0xff01) as u8 + b'!'),
        0x1d7ce..=0x1d7ff => Fold::Ascii(((code - 0x1d7ce) % 10) as u8 + b'0'),
        0x660..=0x1819 => {
            let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code));
            zero.map_or(Fold::Keep, |zero| Fold::Ascii((code - zero) as u8 + b'0'))
        }
        _ => Fold::Keep,
    }
}
