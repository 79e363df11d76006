//! What calls of a guest do to a run. The host functions do it for a guest, and a replay does it without one.

pub(crate) mod enrich;
pub(crate) mod measure;
pub(crate) mod redact;
pub(crate) mod scan;
