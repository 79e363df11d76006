//! Texts of a batch in which a scanner found nothing. Events of one page repeat the same user agent, session and address: what
//! stands in a batch again need not be looked at again.

use crate::tape::Tape;
use crate::tape::name_table::Word;
use crate::tape::span::Span;

/// Texts that are remembered. A text takes the place of the one in its slot, unless that has been met again.
const SLOTS: usize = 64;
/// Other texts that one which has been met again outlasts.
const CHANCES: u8 = 4;

/// The texts, by slot. An empty span is an empty slot.
#[derive(Clone)]
pub(crate) struct CleanTexts {
    /// The coverage of the scanner that has looked at them.
    coverage: u8,
    slots: [Span; SLOTS],
    chances: [u8; SLOTS],
}

impl Default for CleanTexts {
    fn default() -> CleanTexts {
        CleanTexts::of(0)
    }
}

impl CleanTexts {
    fn of(coverage: u8) -> CleanTexts {
        CleanTexts { coverage, slots: [Span::default(); SLOTS], chances: [0; SLOTS] }
    }

    /// Forgets what scanners of another coverage have seen.
    #[inline]
    pub(crate) fn set_coverage(&mut self, coverage: u8) {
        if self.coverage != coverage || coverage == 0 {
            *self = CleanTexts::of(coverage);
        }
    }

    #[inline]
    pub(crate) fn insert(&mut self, slot: usize, text: Span) {
        match self.chances[slot].checked_sub(1) {
            Some(left) => self.chances[slot] = left,
            None => self.slots[slot] = text,
        }
    }

    /// The text in the slot has been met again.
    #[inline]
    pub(crate) fn keep(&mut self, slot: usize) {
        self.chances[slot] = CHANCES;
    }

    /// The slot of a text, and whether the same text stands there.
    #[inline]
    pub(crate) fn find(&self, tape: &Tape, text: &str) -> (usize, bool) {
        let slot = Word::of(text.as_bytes()).hash() as usize % SLOTS;
        let other = self.slots[slot];
        (slot, other.len() == text.len() && !text.is_empty() && tape.text(other) == text)
    }
}
