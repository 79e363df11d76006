//! Why a block was not written.

/// Why a block was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Too many bytes wait already, or writes fail at the moment.
    #[error("stdout is busy: too many bytes wait to be written, or writes fail at the moment")]
    Busy,
    /// The reader is gone. Nothing will be written any more.
    #[error("stdout is closed")]
    Closed,
}
