//! What is known of events that were scanned whole and have not changed since.

use crate::batch::Batch;
use sluice_scan::{Coverage, Scanner};

impl Batch {
    /// The number that stands for what this scanner finds; 0 where there is none left.
    pub(crate) fn coverage_number(&mut self, scanner: &Scanner) -> u8 {
        let place = self.coverages.iter().position(|coverage| scanner.has_coverage(coverage));
        let place = place.unwrap_or_else(|| {
            self.coverages.push(scanner.coverage());
            self.coverages.len() - 1
        });
        u8::try_from(place + 1).unwrap_or(0)
    }

    /// Whether everything that such a scanner would find has been found.
    pub(crate) fn is_covered(&self, number: u8, wanted: &Coverage) -> bool {
        usize::from(number)
            .checked_sub(1)
            .and_then(|place| self.coverages.get(place))
            .is_some_and(|coverage| coverage.includes(wanted))
    }
}
