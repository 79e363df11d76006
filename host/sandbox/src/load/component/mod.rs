//! What is known of a component without running it: [`mod@inspect`] checks it against the contract, an [`inspection`] is what it
//! declares, and [`sections`] say what it was built from.

pub(crate) mod inspect;
pub(crate) mod inspection;
pub mod sections;
