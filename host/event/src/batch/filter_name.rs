//! Whose edits and findings they are, and under which rule.

use std::sync::Arc;

/// The name of the guard in receipts, and in the lines of events that it withholds.
pub(crate) const GUARD: &str = "guard";

/// Who made an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterName {
    /// The name in the configuration.
    pub name: String,
    /// The version that the filter carries.
    pub version: String,
    /// The names of its rules, by [`RuleId`]: 1 to 32 letters, digits and dashes each.
    pub rules: Arc<[String]>,
}

/// A rule of the running filter: its place in [`FilterName::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleId(pub u32);
