//! The request that the batch came with.

use crate::host;
pub use crate::types::Tenant;

/// The tenant. None in the edge chain: it runs before the identity is known.
pub fn tenant() -> Option<Tenant> {
    host::tenant()
}

/// `/app/name` of the batch's first event.
pub fn app() -> Option<String> {
    host::app()
}

/// The browser's `User-Agent`.
pub fn user_agent() -> Option<String> {
    host::user_agent()
}

/// The page's `Origin`.
pub fn origin() -> Option<String> {
    host::origin()
}

/// When the request came: RFC 3339, UTC, milliseconds.
pub fn received_at() -> String {
    host::received_at()
}

/// The id that the reply, the lines and the service's log share.
pub fn request_id() -> String {
    host::request_id()
}
