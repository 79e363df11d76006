//! HTTP/1.1 as it is framed, checked before hyper reads it. <https://www.rfc-editor.org/rfc/rfc9112>
//!
//! hyper takes a line that ends in a bare LF, and hides that a request had two lengths. A server between a client and this
//! one may read such a request otherwise and let a second one through in its body, so it is refused here. What hyper shows,
//! [`crate::request::head::http1`] checks.

mod framing;
mod line;
#[cfg(test)]
mod stream_tests;
mod strict_stream;
#[cfg(test)]
mod tests;

pub(super) use strict_stream::StrictStream;
