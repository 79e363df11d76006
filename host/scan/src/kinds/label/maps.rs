//! Places in links of maps, in well-known text and in calls of libraries for maps.

use super::told::{Labels, Told};
use crate::text::bytes::{at, back, before, follows, is_digit};
use crate::text::steps::steps;

/// Parameters of <https://developers.google.com/maps/documentation/urls/get-started> and others like it.
#[rustfmt::skip]
const PARAMETERS: [&[u8]; 36] = [
    b"q", b"ll", b"sll", b"cbll", b"center", b"daddr", b"saddr", b"destination", b"origin", b"viewpoint", b"query", b"point", b"pt",
    b"cp", b"sp", b"m", b"map", b"location", b"route", b"rtext", b"waypoints", b"via", b"loc", b"coordinate", b"markers", b"marker",
    b"to", b"from", b"dest", b"near", b"where1", b"c", b"p", b"pos", b"centre", b"whatshere[point]",
];
/// Those that nothing else has, so that they need no scheme before them.
const OF_MAPS: [&[u8]; 6] = [b"ll", b"sll", b"cbll", b"daddr", b"saddr", b"viewpoint"];
/// Of a link before such a parameter that is looked at.
const LONGEST_QUERY: usize = 96;
/// Geometries (OGC 06-103r4, section 7), in capitals: `point(…)` is also the call of many programs.
const GEOMETRIES: [&[u8]; 6] =
    [b"POINT", b"LINESTRING", b"POLYGON", b"MULTIPOINT", b"MULTILINESTRING", b"MULTIPOLYGON"];
/// Calls that take a place, before their parenthesis.
#[rustfmt::skip]
const CALLS: [&[u8]; 15] = [
    b"st_point", b"st_makepoint", b"makepoint", b"geopoint", b"latlng", b"marker", b"circlemarker", b"setview", b"flyto", b"panto",
    b"setcenter", b"setlnglat", b"lnglat", b"geocode", b"fromlonlat",
];

/// Whether a pair of coordinates begins at the digits at `first`: `maps/@52.5,13.4`, `?q=52.5,13.4`, `#map=15/52.5/13.4`,
/// `POINT(13.4 52.5)`, `marker([52.5, 13.4])`.
pub(super) fn pair_before(text: &[u8], first: usize) -> Labels {
    let start = first - usize::from(matches!(before(text, first), b'-' | b'+'));
    let mark = before(text, start);
    let is_pair = match mark {
        b'@' => back(text, start, 2) == b'/',
        b'=' => is_parameter(text, start - 1),
        // `rtext=~52.5,13.4`, `q=loc:52.5,13.4`, `markers=red|52.5,13.4`.
        b'~' | b':' | b'|' => in_parameter(text, start - 1),
        b'/' => follows_zoom(text, start - 1) || link_before(text, start).is_some_and(is_of_map),
        b'(' | b'[' => is_call(text, start),
        _ => false,
    };
    if is_pair { Labels::of(Told::Pair) } else { Labels::NONE }
}

/// Whether a parameter of a link that may be a place has its value after the `=` at `equals`.
fn is_parameter(text: &[u8], equals: usize) -> bool {
    let is_one = |name: &&&[u8]| follows(text, equals, name);
    let Some(name) = PARAMETERS.iter().find(is_one) else { return false };
    let mark = equals - name.len();
    let is_first = b"?&#:".contains(&before(text, mark));
    is_first && (OF_MAPS.contains(name) || link_before(text, mark).is_some_and(is_link))
}

/// The same where something of the value stands before the mark at `mark`.
fn in_parameter(text: &[u8], mark: usize) -> bool {
    const LONGEST: usize = 24;
    let least = mark.saturating_sub(LONGEST);
    steps(mark - least);
    let equals = text[least..mark].iter().rposition(|byte| *byte == b'=' || *byte <= b' ').map(|place| least + place);
    equals.is_some_and(|equals| text[equals] == b'=' && is_parameter(text, equals))
}

/// What stands before `end` of a link.
fn link_before(text: &[u8], end: usize) -> Option<&[u8]> {
    let window = &text[end.saturating_sub(LONGEST_QUERY)..end];
    steps(window.len());
    window.rsplit(|byte| *byte <= b' ' || matches!(byte, b'"' | b'\'' | b'<' | b'>')).next()
}

fn is_link(link: &[u8]) -> bool {
    // `geo:0,0?q=`, `google.navigation:q=`.
    memchr::memmem::find(link, b"://").is_some() || link.starts_with(b"geo:") || link.ends_with(b"navigation:")
}

/// Whether a link names a map.
fn is_of_map(link: &[u8]) -> bool {
    const NAMES: [&[u8]; 5] = [b"map", b"here.com", b"geo", b"2gis", b"waze"];
    is_link(link) && NAMES.iter().any(|name| memchr::memmem::find(link, name).is_some())
}

/// `#map=15` before the `/` at `slash`.
fn follows_zoom(text: &[u8], slash: usize) -> bool {
    const MOST_DIGITS: usize = 5;
    let digits = (1..=MOST_DIGITS)
        .take_while(|distance| is_digit(back(text, slash, *distance)) || back(text, slash, *distance) == b'.');
    let equals = slash - digits.count();
    equals < slash && follows(text, equals, b"map=")
}

/// `POINT(`, `POLYGON ((`, `POINT Z (`, `marker([` before `start`.
fn is_call(text: &[u8], start: usize) -> bool {
    const MOST_BRACKETS: usize = 4;
    let brackets = (1..=MOST_BRACKETS).take_while(|distance| matches!(back(text, start, *distance), b'(' | b'['));
    let mut end = start - brackets.count();
    if at(text, end) != b'(' {
        return false;
    }
    end -= usize::from(before(text, end) == b' ');
    for dimension in [b" ZM".as_slice(), b" Z", b" M"] {
        end -= if text[..end].ends_with(dimension) { dimension.len() } else { 0 };
    }
    let is_geometry = |name: &&[u8]| follows(text, end, name) && text[..end].ends_with(name);
    GEOMETRIES.iter().any(is_geometry) || CALLS.iter().any(|name| follows(text, end, name))
}
