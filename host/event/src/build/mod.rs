//! Batches of bodies in other shapes than ours: events are put together out of values of the body and of what a mapping adds. Text
//! and nodes are written side by side, so that nothing is read twice.

mod batch_builder;
mod buffers;
mod copy;
mod number;
mod repeated;
mod value_writer;

pub use batch_builder::BatchBuilder;
pub use repeated::Repeated;
pub use value_writer::ValueWriter;
