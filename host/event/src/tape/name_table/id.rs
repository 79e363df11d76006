//! How nodes say which of a batch's names their key has.

/// Stands for a name of a batch in its nodes.
pub(crate) type NameId = u8;

/// The id of every name that the table does not have.
pub(crate) const OTHER: NameId = 0;

/// What stands between a name and its value.
pub(crate) const COLON: &str = "\":";
