//! Places in links of maps, and in well-known text.

use super::told::{Labels, Told};
use crate::text::bytes::{back, before, follows, is_digit};
use crate::text::steps::steps;

/// Parameters of <https://developers.google.com/maps/documentation/urls/get-started> and others like it.
const PARAMETERS: [&[u8]; 12] = [
    b"q",
    b"ll",
    b"sll",
    b"cbll",
    b"center",
    b"daddr",
    b"saddr",
    b"destination",
    b"origin",
    b"viewpoint",
    b"query",
    b"point",
];
/// Those that nothing else has, so that they need no scheme before them.
const OF_MAPS: [&[u8]; 6] = [b"ll", b"sll", b"cbll", b"daddr", b"saddr", b"viewpoint"];
/// Of a link before such a parameter that is looked at.
const LONGEST_QUERY: usize = 96;

/// Whether a pair of coordinates begins at the digits at `first`: `maps/@52.5,13.4`, `?q=52.5,13.4`, `#map=15/52.5/13.4`,
/// `POINT(13.4 52.5)`.
pub(super) fn pair_before(text: &[u8], first: usize) -> Labels {
    let start = first - usize::from(before(text, first) == b'-');
    let is_pair = match before(text, start) {
        b'@' => back(text, start, 2) == b'/',
        b'=' => is_parameter(text, start - 1),
        b'/' => follows_zoom(text, start - 1),
        b'(' => text[..start - 1].ends_with(b"POINT") || text[..start - 1].ends_with(b"POINT "),
        _ => false,
    };
    if is_pair { Labels::of(Told::Pair) } else { Labels::NONE }
}

/// Whether a parameter of a link that may be a place has its value after the `=` at `equals`.
fn is_parameter(text: &[u8], equals: usize) -> bool {
    let is_one = |name: &&&[u8]| follows(text, equals, name);
    let Some(name) = PARAMETERS.iter().find(is_one) else { return false };
    let mark = equals - name.len();
    let window = &text[mark.saturating_sub(LONGEST_QUERY)..mark];
    steps(window.len());
    let link = window.rsplit(|byte| *byte <= b' ' || matches!(byte, b'"' | b'\'')).next().unwrap_or_default();
    let is_link = || OF_MAPS.contains(name) || memchr::memmem::find(link, b"://").is_some();
    matches!(before(text, mark), b'?' | b'&') && is_link()
}

/// `#map=15` before the `/` at `slash`.
fn follows_zoom(text: &[u8], slash: usize) -> bool {
    const MOST_DIGITS: usize = 5;
    let digits = (1..=MOST_DIGITS)
        .take_while(|distance| is_digit(back(text, slash, *distance)) || back(text, slash, *distance) == b'.');
    let equals = slash - digits.count();
    equals < slash && follows(text, equals, b"map=")
}
