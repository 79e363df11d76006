use crate::host;
use crate::types::{Match, Options, Pattern, Substitute};

/// Text patterns, compiled by the host and run natively, in linear time. A plain number, so copying it is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scanner(pub(crate) u32);

impl Scanner {
    /// Compiles patterns; where two match at the same place, the earlier in the list wins. Only in
    /// [`Filter::configure`](crate::Filter::configure).
    ///
    /// # Errors
    /// Which pattern is wrong and why, or that this is not the time.
    pub fn compile(patterns: &[Pattern]) -> Result<Scanner, String> {
        host::compile(patterns).map(Scanner)
    }

    /// [`compile`](Scanner::compile) with other built-in kinds.
    ///
    /// # Errors
    /// As those of [`compile`](Scanner::compile), or which option is wrong.
    pub fn compile_with(patterns: &[Pattern], options: &Options) -> Result<Scanner, String> {
        host::compile_with(patterns, options).map(Scanner)
    }

    /// Passes over these places, and over everything below them, in each [`scan`](crate::Batch::scan) and
    /// [`scan_names`](crate::Batch::scan_names). A place is a JSON Pointer in which the step `*` stands for any one step, and
    /// `**` for any number of them: `/attributes/order/*`, `/**/id`. At most 64 places. Only in
    /// [`Filter::configure`](crate::Filter::configure).
    ///
    /// # Errors
    /// Which place is none, that there are too many, or that this is not the time.
    pub fn keep(self, places: &[String]) -> Result<(), String> {
        host::keep(self.0, places)
    }

    /// Leaves this in the place of what a pattern matches: the one at `pattern` in the list that was compiled. Only in
    /// [`Filter::configure`](crate::Filter::configure).
    ///
    /// # Errors
    /// There is no such pattern, the substitute is not for it, its text cannot take the place of a match, or this is not the time.
    pub fn replace_with(self, pattern: u32, substitute: &Substitute) -> Result<(), String> {
        host::replace_with(self.0, pattern, substitute)
    }

    /// All matches in a text, in order, without overlaps.
    pub fn find(self, text: &str) -> Vec<Match> {
        host::find(self.0, text)
    }
}
