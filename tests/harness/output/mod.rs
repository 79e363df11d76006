//! What the service writes and says of itself.

pub(crate) mod exposition;
pub(crate) mod line;
pub(crate) mod log;
pub(crate) mod scrape;
pub(crate) mod stdout;
