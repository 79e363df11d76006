//! OTLP's messages, read where they lie in the body: nothing is copied, and both encodings become the same structs.
//!
//! A message is walked field by field ([`Reader::fields`]), in protobuf by numbers and in JSON by names. What a JSON member
//! holds that its field does not is kept as it was sent ([`Unfit::Kept`]); a record that cannot be read is refused by itself
//! ([`Unfit::Record`]); only what goes past a limit ends the request ([`Unfit::Body`]).

pub(super) mod any_value;
mod encoding;
mod id;
pub(super) mod log_record;
pub(super) mod metric;
pub(super) mod point;
pub(super) mod source;
pub(super) mod span;
mod span_parts;

pub(super) use any_value::{AnyValue, KeyValue};
pub(super) use encoding::field::{Field, fields};
pub(super) use encoding::protobuf::next_field;
pub(super) use encoding::reader::Reader;
pub(super) use encoding::value::{Message, Value};
pub(super) use id::Id;

use sluice_event::{DecodeError, Json, RejectReason};

/// Why something is not read.
#[derive(Clone, Copy)]
pub(super) enum Unfit<'a> {
    /// Not what its field holds: kept as it was sent.
    Kept(Json<'a>),
    /// The record around it cannot be read.
    Record(RejectReason),
    /// The request goes past a limit, or its own fields cannot be told apart.
    Body(DecodeError),
}

pub(super) type Read<'a, T> = Result<T, Unfit<'a>>;

/// What does not fit its field, and the name of the field in JSON.
pub(super) type Kept<'a> = (&'static str, Json<'a>);
