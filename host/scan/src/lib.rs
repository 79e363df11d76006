//! The native text scanners: what the policies of filters compile to.
//!
//! A scan has two steps. `prefilter` classifies the bytes of a text once, sixteen at a time, and says which built-in
//! kinds could occur at all; for most texts that is none. The matchers of the kinds that remain, one file each, then
//! find the exact places. A matcher never depends on the prefilter: it gives the same matches on any text by itself.
//! A text with escapes or look-alikes in it is also looked at as it reads without them (`escapes`, `fold`).
//!
//! `examples/scan_speed.rs` measures what a text takes.
//!
//! Invariants, each held by a property test:
//! - everything but user regexes takes linear time, on any input; those have a work limit (see `regexes`);
//! - what a matcher finds, the prefilter announces;
//! - matches are sorted, do not overlap and lie on character boundaries;
//! - no matcher looks past a `"` or a `\` but for the name or word that tells a value, so the raw text of a JSON document without
//!   escapes gives the matches of its strings, and of its members whose names tell what they hold.

mod kinds;
mod member;
mod policy;
mod scanner;
mod text;

#[cfg(test)]
mod tests;

use kinds::secret::SecretNames;
pub use member::{MemberName, is_name_of_name, is_name_of_value};
pub use policy::coverage::Coverage;
pub use policy::error::ScanError;
pub use policy::group::{Group, Selection};
pub use policy::kind::{Kind, UnknownKind};
pub use policy::limits::{MAX_OPTION_BYTES, MAX_OPTIONS, MAX_PATTERNS, MAX_REGEX_BYTES, MAX_RULE_BYTES};
pub use policy::matches::Match;
pub use policy::options::Options;
pub use policy::pattern::{Matcher, Pattern};
pub use policy::regex_error::RegexError;
pub use policy::replacement::{MAX_REPLACEMENT_BYTES, Replacement, TextError};
pub use scanner::{MayGoOn, Scanner, is_rule_name};
pub use text::letters::has_letters_alone;
