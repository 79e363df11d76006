//! What bounds a scanner.

/// The most patterns in one scanner: each one with a regex adds to the cost of every text.
pub const MAX_PATTERNS: usize = 64;
/// The longest regular expression, in bytes.
pub const MAX_REGEX_BYTES: usize = 4096;
/// The longest name of a rule, in bytes.
pub const MAX_RULE_BYTES: usize = 32;
/// The most entries of all options together.
pub const MAX_OPTIONS: usize = 512;
/// The longest name in them, in bytes.
pub const MAX_OPTION_BYTES: usize = 64;
