//! Why a block was not written.

/// Why a block was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Too many bytes wait already, the reader is too slow, or writes fail at the moment.
    #[error("stdout is busy: too many bytes wait, its reader is too slow, or writes fail at the moment")]
    Busy,
    /// The reader is gone. Nothing will be written any more.
    #[error("stdout is closed")]
    Closed,
}
