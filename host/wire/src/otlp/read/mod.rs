//! OTLP's messages, read where they lie in the body: nothing is copied, and both encodings become the same structs.
//!
//! A message is walked field by field ([`Reader::fields`]), in protobuf by numbers and in JSON by names. What a JSON member
//! holds that its field does not is kept as it was sent ([`Unfit::Kept`]); a record that cannot be read is refused by itself
//! ([`Unfit::Record`]); only what goes past a limit ends the request ([`Unfit::Body`]).

mod attribute;
mod encoding;
mod id;
pub(super) mod log_record;
pub(super) mod metric;
pub(super) mod point;
pub(super) mod source;
pub(super) mod span;
mod span_parts;
mod unfit;

pub(super) use attribute::{AnyValue, KeyValue};
pub(super) use encoding::{
    field::{Field, fields},
    protobuf::next_field,
    reader::Reader,
    value::{Message, Value},
};
pub(super) use id::Id;
pub(super) use unfit::{Kept, Read, Unfit};
