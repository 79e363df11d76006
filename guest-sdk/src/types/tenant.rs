/// Whose request it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The contact center id.
    pub id: String,
    /// The name in the operator's configuration.
    pub name: String,
}
