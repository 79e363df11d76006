//! Typed settings of the sandbox, each with its default and the reason for it. Reading them from files and variables is
//! not done here.

pub mod filters;
pub mod limits;
pub mod located;
pub mod pool;
pub mod promotion;
pub mod store;
