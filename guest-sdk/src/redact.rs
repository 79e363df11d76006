use crate::{Batch, Event, Scanner, Span, host};

impl Event<'_> {
    /// The event is not written, and counts as dropped.
    pub fn drop(self) {
        host::drop(self.index);
    }

    /// Removes the member or the element at a path. False where there is none.
    pub fn remove(&self, path: &str, rule: &str) -> bool {
        host::remove(self.index, path, rule)
    }

    /// Replaces parts of a text by `[redacted:RULE]`. No spans, no change. False where there is no text.
    pub fn mask(&self, path: &str, spans: &[Span], rule: &str) -> bool {
        // To the host an empty list means everything, which is not what a search without a match means.
        !spans.is_empty() && host::mask(self.index, path, spans, rule)
    }

    /// Replaces the whole value at a path, of whatever type, by `[redacted:RULE]`. False where there is none.
    pub fn mask_whole(&self, path: &str, rule: &str) -> bool {
        host::mask(self.index, path, &[], rule)
    }

    /// Replaces a text or a number by `[RULE:…]`, a keyed hash that is the same for the same value within one tenant.
    /// False where there is neither.
    pub fn pseudonymise(&self, path: &str, rule: &str) -> bool {
        host::pseudonymise(self.index, path, rule)
    }

    /// Replaces every match in the texts and numbers at or below a path; how many there were.
    pub fn scan(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan(scanner.0, self.index, under)
    }

    /// Replaces every match in the names of the members below a path; how many there were.
    pub fn scan_names(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan_names(scanner.0, self.index, under)
    }
}

impl Batch {
    /// [`Event::scan`] on every event, in one call: the fastest redaction there is.
    pub fn scan(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan_batch(scanner.0, under)
    }
}
