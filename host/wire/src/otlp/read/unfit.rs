//! What cannot be read, and what becomes of it.

use sluice_event::{DecodeError, Json, RejectReason};

/// Why something is not read.
#[derive(Clone, Copy)]
pub(in crate::otlp) enum Unfit<'a> {
    /// Not what its field holds: kept as it was sent.
    Kept(Json<'a>),
    /// The record around it cannot be read.
    Record(RejectReason),
    /// The request goes past a limit, or its own fields cannot be told apart.
    Body(DecodeError),
}

pub(in crate::otlp) type Read<'a, T> = Result<T, Unfit<'a>>;

/// What does not fit its field, and the name of the field in JSON.
pub(in crate::otlp) type Kept<'a> = (&'static str, Json<'a>);

/// Messages or groups within one another; what `prost` takes too.
pub(super) const MAX_DEPTH: usize = 100;
pub(super) const MALFORMED: Unfit<'static> = Unfit::Record(RejectReason::Malformed);
pub(super) const NOT_UTF8: Unfit<'static> = Unfit::Record(RejectReason::NotUtf8);
pub(super) const TOO_DEEP: Unfit<'static> = Unfit::Body(DecodeError::TooDeep { limit: MAX_DEPTH });
