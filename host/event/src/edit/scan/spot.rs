//! A place in which something is looked for.

/// A node in which something is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) at: u32,
    pub(crate) flags: u8,
}
