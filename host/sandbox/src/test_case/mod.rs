//! Test cases: a request and the lines that a filter should make of it, as data. `filters/README.md` describes the
//! files.

mod case;
mod compare;
pub mod embedded;
mod read;
pub(crate) mod run;
pub(crate) mod verdicts;

pub use case::TestCase;
pub use read::{FILES, MAX_ENTRIES, TestCaseLimits, TestCases};
