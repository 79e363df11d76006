//! Texts that somebody else has labelled: what a privacy officer measures on.

mod read;
mod report;
mod score;

pub use read::{Labelled, read};
pub use report::{missed, tables};
pub use score::{OwnScore, TextScore};
