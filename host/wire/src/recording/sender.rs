//! Who sent what was recorded.

/// Who sent a body, as the lines say that the service wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The contact center id.
    pub tenant_id: Option<String>,
    /// The tenant's name.
    pub tenant_name: Option<String>,
    /// Personal data.
    pub user: Option<String>,
    /// RFC 3339.
    pub received_at: Option<String>,
    /// By which the lines of a request are known.
    pub request_id: Option<String>,
}
