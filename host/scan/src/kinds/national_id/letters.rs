//! The letters and digits of an id, without what separates them.

use crate::text::bytes::{at, is_word};
use crate::text::steps::step;

/// Of the longest id, CURP.
pub(super) const LONGEST: usize = 18;

/// Letters and digits of an id, in upper case.
#[derive(Default)]
pub(super) struct Id {
    letters: [u8; LONGEST + 1],
    pub(super) count: usize,
    /// Where the first n of them end.
    pub(super) ends: [usize; LONGEST + 2],
}

impl Id {
    /// As far as there are letters and digits with single separators between them.
    pub(super) fn read(text: &[u8], start: usize) -> Id {
        let (mut id, mut place) = (Id::default(), start);
        while id.count < id.letters.len() {
            step();
            let separated = usize::from(id.count > 0 && matches!(at(text, place), b' ' | b'.' | b'-' | b'/' | b'+'));
            if !is_word(at(text, place + separated)) {
                break;
            }
            place += separated;
            id.push(text[place]);
            place += 1;
            id.ends[id.count] = place;
        }
        id
    }

    pub(super) fn push(&mut self, byte: u8) {
        if let Some(letter) = self.letters.get_mut(self.count) {
            *letter = byte.to_ascii_uppercase();
            self.count += 1;
        }
    }

    pub(super) fn letters(&self, count: usize) -> &[u8] {
        &self.letters[..count.min(self.count)]
    }
}
