//! What filters and the host tell each other.

mod edit_error;
mod kind;
mod kind_group;
mod leaf;
mod level;
mod pattern;
mod substitute;
mod tenant;
mod value;

pub use edit_error::EditError;
pub use kind::Kind;
pub use kind_group::{Group, Selection};
pub use leaf::{Leaf, Text};
pub use level::Level;
pub use pattern::{Match, Matcher, Options, Pattern, Replacement};
pub use substitute::Substitute;
pub use tenant::Tenant;
pub use value::{Span, Value};
