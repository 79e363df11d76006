//! Data points of every kind, as one.

mod data_point;
mod fields;
mod read;

pub(in crate::otlp) use data_point::{Buckets, DataPoint, Number};
