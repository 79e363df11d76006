//! What each part of the service may hold at most, and keys that are made to fit the limit that all of it has.

mod fit;
mod parts;
mod plan;

pub(super) use fit::fit;

#[cfg(test)]
mod tests;
