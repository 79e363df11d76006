//! Test cases: a request and the lines that a filter should make of it, as data. `filters/README.md` describes the
//! files.

mod align;
mod case;
mod compare;
mod difference;
pub mod embedded;
mod read;
pub(crate) mod run;
pub(crate) mod verdicts;

pub use case::{CaseRun, TestCase};
pub use difference::Difference;
pub use read::{FILES, MAX_ENTRIES, TestCaseLimits, TestCases};
