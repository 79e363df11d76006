//! Under which name a value stands.

/// The name of a member, and of the member whose object it is in.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemberName<'a> {
    /// Of the object around it; empty where there is none.
    pub parent: &'a str,
    /// Its own; empty where it has none.
    pub own: &'a str,
}
