//! What a scanner finds in the names, and what they tell it.

use super::NameTable;
use super::id::NameId;
use crate::tape::span::slice;
use sluice_scan::{Match, Scanner, has_letters_alone, is_name_of_value};

impl NameTable {
    /// Looks at all names for a scanner whose coverage has this number, if that has not been done.
    #[inline]
    pub(crate) fn scan(&mut self, body: &str, extra: &str, scanner: &Scanner, coverage: u8) {
        if self.scanned_by != (coverage, self.names.len()) || coverage == 0 {
            self.scan_again(body, extra, scanner, coverage);
        }
    }

    fn scan_again(&mut self, body: &str, extra: &str, scanner: &Scanner, coverage: u8) {
        let mut matches: Vec<Match> = Vec::new();
        for name in &mut self.names {
            let text = slice(body, extra, name.span);
            name.may_tell = scanner.is_told_by(text) || is_name_of_value(text);
            // Expressions of a filter's own may take long, and have a clock of theirs.
            name.has_matches = !scanner.builtin_only()
                || !has_letters_alone(text) && {
                    scanner.find(text, &mut matches);
                    !std::mem::take(&mut matches).is_empty()
                };
        }
        self.has_matches = self.names.iter().any(|name| name.has_matches);
        self.scanned_by = (coverage, self.names.len());
    }

    /// Whether a built-in kind may be in a name of the batch, for the scanner of the last `scan`.
    pub(crate) fn may_have_matches(&self) -> bool {
        self.has_matches || self.has_others
    }

    /// Whether a built-in kind is in the name; `None` where it is not in the table.
    #[inline]
    pub(crate) fn has_matches_in(&self, id: NameId) -> Option<bool> {
        self.get(id).map(|name| name.has_matches)
    }

    /// Whether the name may tell what its member's value is, or that another one does; `None` where it is not in the table.
    #[inline]
    pub(crate) fn may_tell(&self, id: NameId) -> Option<bool> {
        self.get(id).map(|name| name.may_tell)
    }
}
