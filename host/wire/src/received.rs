//! What a decoder is told of the request.

use crate::reports::{Delivered, Seen};

/// What the head of a request says of its body.
pub struct Received<'a> {
    /// When it came: milliseconds since 1970.
    pub at_ms: i64,
    /// The browser, where the body does not say it.
    pub user_agent: Option<&'a str>,
    /// The query that it was sent with.
    pub query: Option<&'a str>,
    /// What is known of reports that were delivered before.
    pub seen: &'a dyn Fn(&Delivered) -> Seen,
}

impl Received<'_> {
    /// Of a body that came by no request.
    pub const NOTHING: Received<'static> =
        Received { at_ms: 0, user_agent: None, query: None, seen: &|_| Seen::New { merged: 0 } };
}
