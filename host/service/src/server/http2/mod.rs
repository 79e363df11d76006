//! What HTTP/2 asks of a connection beyond what hyper counts.

pub(crate) mod frames;
pub(crate) mod ledger;
