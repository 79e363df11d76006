//! The query that the SDK means, which a `proxy` gets within its own.

use crate::{body::content_encoding::Encoding, query::parameter};
use std::borrow::Cow;

/// The parameter with the path and the query that the SDK means.
pub(super) const FORWARD: &str = "ddforward";

/// The key of an application, which is in the query of the target or in the request's own.
pub(crate) fn key(query: &str) -> Option<String> {
    of_target(query, "dd-api-key")
}

/// How the body is compressed, where the query says it in place of a header.
#[must_use]
pub fn encoding(query: Option<&str>) -> Option<Encoding> {
    (of_target(query?, "dd-evp-encoding")? == "deflate").then_some(Encoding::Deflate)
}

/// A parameter of the query that the SDK means.
pub(super) fn of_target(query: &str, name: &str) -> Option<String> {
    let target = parameter(query, FORWARD);
    let inner = target.as_deref().and_then(|target| target.split_once('?')).map_or(query, |(_, inner)| inner);
    parameter(inner, name).map(Cow::into_owned)
}
