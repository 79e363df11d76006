//! Components that misbehave in every way that we could think of: each row of the tables says what it does and how that
//! ends. None may bring the service down, make it compile, or get a byte out that should have been withheld.

mod components;
mod contained;
mod loading;
pub(crate) mod memory;
mod neighbour;
mod processor_time;
mod random;
mod random_lines;
mod words;
