//! A scan while it runs: what it looks for, whose clock it asks, and what it has found in the text that it is at.

use crate::batch::filter_name::RuleId;
use crate::edit::guard::observer::Observer;
use crate::edit::pseudonym::PseudonymKey;
use crate::edit::scan::spot::Spot;
use sluice_scan::{Match, MayGoOn, MemberName, Scanner};

/// What a scan takes along.
pub(crate) struct Scan<'a> {
    pub(crate) scanner: &'a Scanner,
    /// The number of the scanner's coverage in the batch.
    pub(crate) coverage: u8,
    /// By the scanner's patterns.
    pub(crate) rules: &'a [RuleId],
    pub(crate) key: &'a PseudonymKey,
    pub(crate) event: u32,
    pub(crate) matches: Vec<Match>,
    pub(crate) count: u32,
    /// Sees what is found first, and may leave it where it is.
    pub(crate) observer: Option<Observer<'a>>,
    pub(super) may_go_on: MayGoOn<'a>,
    /// Bytes since it was asked.
    pub(super) unasked: usize,
    pub(crate) ended: bool,
}

/// Built-in kinds take tens of microseconds for so many bytes.
const BYTES_UNASKED: usize = 16 << 10;
/// What a text takes beside its bytes: a batch may have a hundred thousand empty ones.
const BYTES_OF_ANY_TEXT: usize = 16;

impl Scan<'_> {
    /// Whether it is over before a text of so many bytes. The run's clock is asked before each text that expressions of a
    /// filter's own look at, which may take long, and once in many bytes where there are none.
    #[inline]
    pub(crate) fn ends(&mut self, bytes: usize) -> bool {
        self.unasked += bytes + BYTES_OF_ANY_TEXT;
        if self.unasked >= BYTES_UNASKED || !self.scanner.builtin_only() {
            self.unasked = 0;
            self.ended = self.ended || !(self.may_go_on)();
        }
        self.ended
    }

    /// Whether a text in which nothing was found is known to have nothing of the built-in kinds, and nothing else is looked for.
    #[inline]
    pub(super) fn is_whole(&self) -> bool {
        !self.ended && self.observer.is_none() && self.scanner.builtin_only()
    }

    fn asking(&mut self) -> (&Scanner, &mut Vec<Match>, impl FnMut() -> bool) {
        let Self { scanner, matches, may_go_on, ended, .. } = self;
        let ask = || {
            *ended = *ended || !may_go_on();
            !*ended
        };
        (scanner, matches, ask)
    }

    /// Whether anything is in a text.
    pub(crate) fn finds_any(&mut self, text: &str) -> bool {
        let (scanner, matches, mut may_go_on) = self.asking();
        scanner.find_while(text, matches, &mut may_go_on);
        let found = !matches.is_empty();
        matches.clear();
        found
    }

    /// Adds the matches that are to be replaced.
    pub(crate) fn find(&mut self, spot: Spot, name: MemberName<'_>, text: &str) {
        let from = self.matches.len();
        {
            let (scanner, matches, mut may_go_on) = self.asking();
            scanner.find_member_while(name, text, matches, &mut may_go_on);
        }
        self.observe(spot, from);
    }

    pub(super) fn find_number(&mut self, spot: Spot, name: MemberName<'_>, token: &str) {
        let from = self.matches.len();
        {
            let (scanner, matches, mut may_go_on) = self.asking();
            scanner.find_number_of_member_while(name, token, matches, &mut may_go_on);
        }
        self.observe(spot, from);
    }

    #[inline]
    pub(super) fn observe(&mut self, spot: Spot, from: usize) {
        if let Some(observer) = &mut self.observer
            && self.matches.len() > from
        {
            observer.see(spot, &mut self.matches, from);
        }
    }
}
