//! Protobuf, of which it is known that it stays small before structs are made of it: an empty message takes two bytes on the
//! wire, and a hundred times that in memory.

use super::Signal;
use crate::event::{DecodeError, DecodeLimits};
use bytes::{Buf, Bytes};
use prost::{Message, encoding::decode_varint};

/// Messages within one another; what `prost` itself takes.
const MAX_DEPTH: usize = 100;
const NO_PROTOBUF: DecodeError = DecodeError::Misfit { name: "the body", wanted: "the protobuf message of this path" };

/// A message, by what it may hold; fields have the numbers of `opentelemetry-proto`.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Request(Signal),
    OfResource(Signal),
    OfScope(Signal),
    Resource,
    EntityRef,
    Scope,
    LogRecord,
    Span,
    SpanEvent,
    SpanLink,
    Metric,
    Points(Point),
    Point(Point),
    Exemplar,
    Buckets,
    KeyValue,
    AnyValue,
    Values,
    KeyValues,
    /// A message or text of which only the number counts.
    Leaf,
    /// Numbers of a byte or more each.
    Packed,
}

#[derive(Debug, Clone, Copy)]
enum Point {
    Number,
    Histogram,
    Exponential,
    Summary,
}

impl Shape {
    /// What a field of it holds, where that has to be counted.
    fn child(self, field: u64) -> Option<Self> {
        use Signal::{Logs, Metrics, Traces};
        Some(match (self, field) {
            (Self::Request(signal), 1) => Self::OfResource(signal),
            (Self::OfResource(_), 1) => Self::Resource,
            (Self::OfResource(signal), 2) => Self::OfScope(signal),
            (Self::OfScope(_), 1) => Self::Scope,
            (Self::OfScope(Logs), 2) => Self::LogRecord,
            (Self::OfScope(Traces), 2) => Self::Span,
            (Self::OfScope(Metrics), 2) => Self::Metric,
            (Self::Resource, 3) => Self::EntityRef,
            (Self::EntityRef, 3 | 4) | (Self::Span, 15) | (Self::Point(Point::Summary), 6) => Self::Leaf,
            (Self::LogRecord, 5) | (Self::KeyValue, 2) | (Self::Values, 1) => Self::AnyValue,
            (Self::Span, 11) => Self::SpanEvent,
            (Self::Span, 13) => Self::SpanLink,
            (Self::Metric, 5 | 7) => Self::Points(Point::Number),
            (Self::Metric, 9) => Self::Points(Point::Histogram),
            (Self::Metric, 10) => Self::Points(Point::Exponential),
            (Self::Metric, 11) => Self::Points(Point::Summary),
            (Self::Points(point), 1) => Self::Point(point),
            (Self::Point(Point::Number), 5)
            | (Self::Point(Point::Histogram), 8)
            | (Self::Point(Point::Exponential), 11) => Self::Exemplar,
            (Self::Point(Point::Exponential), 8 | 9) => Self::Buckets,
            (Self::Buckets, 2) => Self::Packed,
            (Self::AnyValue, 5) => Self::Values,
            (Self::AnyValue, 6) => Self::KeyValues,
            (shape, field) if shape.attributes() == Some(field) => Self::KeyValue,
            _ => return None,
        })
    }

    /// The number of the field that has attributes.
    fn attributes(self) -> Option<u64> {
        Some(match self {
            Self::Resource | Self::KeyValues | Self::Point(Point::Exponential) => 1,
            Self::Scope | Self::SpanEvent => 3,
            Self::SpanLink => 4,
            Self::LogRecord => 6,
            Self::Point(Point::Number | Point::Summary) | Self::Exemplar => 7,
            Self::Span | Self::Point(Point::Histogram) => 9,
            Self::Metric => 12,
            _ => return None,
        })
    }

    fn is_event(self) -> bool {
        matches!(self, Self::LogRecord | Self::Span | Self::Point(_))
    }
}

struct Count<'a> {
    limits: &'a DecodeLimits,
    events: usize,
    messages: usize,
}

/// Counts the messages of a request, and the events among them.
pub(super) fn check(signal: Signal, body: &[u8], limits: &DecodeLimits) -> Result<(), DecodeError> {
    Count { limits, events: 0, messages: 0 }.walk(Shape::Request(signal), body, 0)
}

/// Makes structs of a request that was checked.
pub(super) fn decode<M: Message + Default>(body: Bytes) -> Result<M, DecodeError> {
    M::decode(body).map_err(|_| NO_PROTOBUF)
}

impl Count<'_> {
    fn walk(&mut self, shape: Shape, mut rest: &[u8], depth: usize) -> Result<(), DecodeError> {
        if depth > MAX_DEPTH {
            return Err(DecodeError::TooDeep { limit: MAX_DEPTH });
        }
        while rest.has_remaining() {
            let tag = decode_varint(&mut rest).map_err(|_| NO_PROTOBUF)?;
            let length = match tag & 7 {
                0 => {
                    decode_varint(&mut rest).map_err(|_| NO_PROTOBUF)?;
                    continue;
                }
                1 => 8,
                2 => decode_varint(&mut rest).map_err(|_| NO_PROTOBUF)?,
                5 => 4,
                _ => return Err(NO_PROTOBUF),
            };
            let length = usize::try_from(length).map_err(|_| NO_PROTOBUF)?;
            let (inner, after) = rest.split_at_checked(length).ok_or(NO_PROTOBUF)?;
            rest = after;
            if let Some(child) = shape.child(tag >> 3).filter(|_| tag & 7 == 2) {
                self.count(child, inner.len())?;
                if !matches!(child, Shape::Leaf | Shape::Packed) {
                    self.walk(child, inner, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, shape: Shape, bytes: usize) -> Result<(), DecodeError> {
        self.events += usize::from(shape.is_event());
        self.messages += if matches!(shape, Shape::Packed) { bytes } else { 1 };
        if self.events > self.limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: self.limits.max_events });
        }
        if self.messages > self.limits.max_nodes {
            return Err(DecodeError::TooManyValues { limit: self.limits.max_nodes });
        }
        Ok(())
    }
}
