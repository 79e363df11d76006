//! Texts of a batch in which a scanner found nothing. Events of one page repeat the same user agent, session and address: what
//! stands in a batch again need not be looked at again.

use super::Batch;
use super::node::Span;
use crate::batch::name_table::Word;

/// Texts that are remembered; a text takes the place of the one that was in its slot.
const SLOTS: usize = 64;

/// The texts, by slot. An empty span is an empty slot.
#[derive(Clone)]
pub(crate) struct CleanTexts {
    /// The coverage of the scanner that has looked at them.
    coverage: u8,
    slots: [Span; SLOTS],
}

impl Default for CleanTexts {
    fn default() -> CleanTexts {
        CleanTexts { coverage: 0, slots: [Span::default(); SLOTS] }
    }
}

impl CleanTexts {
    /// Forgets what scanners of another coverage have seen.
    #[inline]
    pub(crate) fn set_coverage(&mut self, coverage: u8) {
        if self.coverage != coverage || coverage == 0 {
            *self = CleanTexts { coverage, slots: [Span::default(); SLOTS] };
        }
    }

    #[inline]
    pub(crate) fn insert(&mut self, slot: usize, text: Span) {
        self.slots[slot] = text;
    }
}

impl Batch {
    /// The slot of a text, and whether the same text stands there.
    #[inline]
    pub(crate) fn find_clean_text(&self, text: &str) -> (usize, bool) {
        let slot = Word::of(text.as_bytes()).hash() as usize % SLOTS;
        let other = self.clean_texts.slots[slot];
        (slot, other.len() == text.len() && !text.is_empty() && self.tape.text(other) == text)
    }
}
