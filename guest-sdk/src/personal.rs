//! What is personal about the request. The operator grants it by name only.

use crate::host;

/// The user whom the authentication service named.
pub fn user() -> Option<String> {
    host::user()
}

/// The address that the request came from.
pub fn client_address() -> Option<String> {
    host::client_address()
}
