//! The tables: components that misbehave, and how each ends.

pub(super) mod bombs;
pub(super) mod configuring;
pub(super) mod guest;
pub(super) mod lies;
pub(super) mod processing;
pub(super) mod row;
pub(super) mod shapes;
pub(super) mod straight_line;
