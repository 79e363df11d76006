//! Geographic coordinates in decimal degrees (ISO 6709, <https://www.iso.org/standard/75147.html>), after a word that
//! tells them: a number up to 180 with a fraction, or two of them with a comma or a blank between.
//!
//! After `latitude` and `longitude` two digits of the fraction are enough, which is a kilometre; after words that stand
//! for other things too (`lat`, `position`, `coords`) there must be four. A unit other than `°` or a direction behind it
//! (`12.3456 ms`) makes it something else. In links of maps, and in well-known text, two numbers need no word (`label`), nor do degrees
//! with a direction (`degrees`), two of them without signs (`pairs`), or two numbers with signs of their own (`marked`).

pub(crate) mod angle;
pub(crate) mod marked;
pub(crate) mod pairs;

mod degrees;
mod direction;
mod told;

use crate::kinds::label::{self, Labels};
use crate::text::bytes::{at, back, before, is_word};
use told::end_of;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    degrees::find(text, &mut found);
    pairs::find(text, &mut found);
    marked::find(text, &mut found);
    let mut floor = 0;
    label::each_told(text, Labels::COORDINATES, |first, told| {
        let signed = matches!(before(text, first), b'-' | b'+') && !is_word(back(text, first, 2));
        let start = first - usize::from(signed && before(text, first) == b'-');
        if start >= floor
            && let Some(end) = end_of(text, first, told.labels).filter(|end| told.admits(*end))
        {
            found(start, end);
            floor = end;
            while let Some((start, end)) = told::next_pair(text, floor) {
                found(start, end);
                floor = end;
            }
        }
    });
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8], told: Labels) -> bool {
    let first = usize::from(matches!(at(value, 0), b'-' | b'+'));
    end_of(value, first, told) == Some(value.len())
}
