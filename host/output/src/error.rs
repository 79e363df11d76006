//! Why a block was not written.

/// Why a block was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Too many bytes wait already, or writes fail for the moment.
    #[error("stdout does not take lines fast enough: too many bytes wait, or it cannot be written at the moment")]
    Busy,
    /// The reader is gone; nothing will be written any more.
    #[error("stdout is closed")]
    Closed,
}
