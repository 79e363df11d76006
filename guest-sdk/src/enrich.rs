use crate::batch::{Batch, Event};
use crate::host;
use crate::types::{EditError, Value};

impl Event<'_> {
    /// Puts a value at a path, with the objects that lead to it.
    ///
    /// # Errors
    /// The event is as it was; [`EditError`] says why.
    pub fn set(&self, path: &str, value: impl Into<Value>) -> Result<(), EditError> {
        host::set(self.index, path, value.into())
    }
}

impl Batch {
    /// [`Event::set`] on every event, in one call.
    ///
    /// # Errors
    /// [`EditError`] says why; events before the one that refused it may have been changed.
    pub fn set(&self, path: &str, value: impl Into<Value>) -> Result<(), EditError> {
        host::set_batch(path, value.into())
    }

    /// [`Event::set`] on every event that has nothing at the path, in one call.
    ///
    /// # Errors
    /// As those of [`Batch::set`].
    pub fn set_missing(&self, path: &str, value: impl Into<Value>) -> Result<(), EditError> {
        host::set_missing_batch(path, value.into())
    }
}
