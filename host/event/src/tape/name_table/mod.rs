//! The distinct names of a batch's members. Events repeat the same few: what a name tells is found out once for a batch.

mod expected;
mod head;
pub(crate) mod id;
mod name;
mod scan;
#[cfg(test)]
mod tests;
mod word;

use super::span::{Span, slice};
use expected::Expected;
pub(crate) use expected::{PLACES, Place};
use head::Head;
use id::{COLON, NameId, OTHER};
pub(crate) use name::{Meaning, Name};
pub(crate) use word::Word;

/// So that an id is a byte. Members with further names are looked at one by one.
const MAX_NAMES: usize = NameId::MAX as usize;
const BUCKETS: usize = 512;
/// Names that are made to meet in one bucket do not make a look-up slow.
const MAX_PROBES: usize = 8;
/// As many as most batches have.
const FEW_NAMES: usize = 32;
/// Names by their text, and what is known of each.
#[derive(Clone)]
pub(crate) struct NameTable {
    buckets: [NameId; BUCKETS],
    names: Vec<Name>,
    expected: Expected,
    /// Whether the batch has a member whose name is not in the table.
    has_others: bool,
    /// The coverage of the scanner that has looked at the names, and at how many.
    scanned_by: (u8, usize),
    has_matches: bool,
}

impl Default for NameTable {
    fn default() -> NameTable {
        NameTable {
            buckets: [OTHER; BUCKETS],
            names: Vec::new(),
            expected: Expected::default(),
            has_others: false,
            scanned_by: (0, 0),
            has_matches: false,
        }
    }
}

impl NameTable {
    /// What is known of a name if it starts at `start` of the body, and a colon follows it at once.
    #[inline(always)]
    pub(crate) fn standing_at(&self, id: NameId, body: &[u8], start: usize) -> Option<&Name> {
        let name = self.get(id)?;
        let begins = name.head.begins(body.get(start..)?.first_chunk()?);
        (begins && (name.word.length() <= Head::BYTES - COLON.len() || name.goes_on(body, start))).then_some(name)
    }

    /// The name that is most likely to stand in a place.
    #[inline(always)]
    pub(crate) fn expected(&self, place: Place) -> NameId {
        self.expected.at(place)[0]
    }

    /// What is known of a name that is less likely in that place, if it starts at `start` of the body, and its id.
    #[inline]
    pub(crate) fn less_expected(&self, place: Place, body: &[u8], start: usize) -> Option<(NameId, &Name)> {
        let [_, others @ ..] = self.expected.at(place);
        let known = others.into_iter().take_while(|id| *id != OTHER);
        known.map(|id| Some((id, self.standing_at(id, body, start)?))).find_map(|found| found)
    }

    /// The id of the name at `span` of the body, which stands in this place. It is in the table from now on if there is room.
    pub(crate) fn intern(&mut self, body: &str, span: Span, is_clean: bool, place: Place) -> NameId {
        let id = self.find_or_insert(body, "", span, is_clean);
        self.expect(place, id);
        id
    }

    /// A name has stood in a place: from now on it is expected there.
    pub(crate) fn expect(&mut self, place: Place, id: NameId) {
        self.expected.add(place, id);
    }

    /// The id of a name that was decoded or added: in the table only if the name has been seen before, or is short.
    pub(crate) fn intern_added(&mut self, body: &str, extra: &str, span: Span) -> NameId {
        // Names in the table are found in the body, or told apart without their text.
        if span.len() > Word::BYTES {
            self.has_others = true;
            return OTHER;
        }
        self.find_or_insert(body, extra, span, false)
    }

    /// The same, which nothing expects to stand anywhere.
    pub(crate) fn find_or_insert(&mut self, body: &str, extra: &str, span: Span, is_clean: bool) -> NameId {
        let text = slice(body, extra, span);
        let word = Word::of(text.as_bytes());
        match self.find((text, word), |span| slice(body, "", span)) {
            Ok((id, _)) => id,
            Err(bucket) => self.insert(bucket, (text, word), span, is_clean),
        }
    }

    /// The id of a name, and what is known of it; or the bucket for it, where it is not in the table and has room. `text_of` is
    /// asked for names that their words do not tell apart.
    #[inline]
    pub(crate) fn find<'t>(
        &self,
        (name, word): (&str, Word),
        text_of: impl Fn(Span) -> &'t str,
    ) -> Result<(NameId, &Name), Option<usize>> {
        let first = word.hash() as usize % BUCKETS;
        for bucket in (first..first + MAX_PROBES).map(|bucket| bucket % BUCKETS) {
            let id = self.buckets[bucket];
            match self.get(id) {
                Some(found) if found.is((name, word), &text_of) => return Ok((id, found)),
                Some(_) => {}
                None if self.names.len() == MAX_NAMES => break,
                None => return Err(Some(bucket)),
            }
        }
        Err(None)
    }

    /// Takes a name that was not found.
    pub(crate) fn insert(
        &mut self,
        bucket: Option<usize>,
        (name, word): (&str, Word),
        span: Span,
        is_clean: bool,
    ) -> NameId {
        let Some(bucket) = bucket else {
            self.has_others = true;
            return OTHER;
        };
        if self.names.is_empty() {
            self.names.reserve(FEW_NAMES);
        }
        self.names.push(Name {
            span,
            word,
            head: Head::of(name),
            is_clean,
            meaning: Meaning::of(name),
            may_tell: true,
            has_matches: true,
        });
        self.buckets[bucket] = self.names.len() as NameId;
        self.buckets[bucket]
    }

    /// How many names there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Forgets all names but the first ones.
    pub(crate) fn truncate(&mut self, length: usize) {
        if length < self.names.len() {
            self.names.truncate(length);
            // It is shorter than a table that is full.
            let last = length as NameId;
            self.buckets.iter_mut().filter(|id| **id > last).for_each(|id| *id = OTHER);
            self.expected.forget_beyond(last);
            self.scanned_by = (0, 0);
        }
    }

    /// The batch has a member whose name is not in the table.
    #[inline]
    pub(crate) fn add_other(&mut self) {
        self.has_others = true;
    }

    #[inline]
    pub(crate) fn get(&self, id: NameId) -> Option<&Name> {
        self.names.get(usize::from(id).wrapping_sub(1))
    }
}
