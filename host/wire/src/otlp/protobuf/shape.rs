//! The messages of OTLP, as far as something in them has to be counted.

use crate::otlp::signal::Signal;

/// A message, by what it may hold; fields have the numbers of `opentelemetry-proto`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
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
pub(super) enum Point {
    Number,
    Histogram,
    Exponential,
    Summary,
}

impl Shape {
    /// What a field of it holds, where that has to be counted.
    pub(super) fn child(self, field: u64) -> Option<Self> {
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

    pub(super) fn is_event(self) -> bool {
        matches!(self, Self::LogRecord | Self::Span | Self::Point(_))
    }
}
