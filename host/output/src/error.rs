//! Why a block was not written.

/// Why a block was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Too many bytes wait already, and waited on.
    #[error("stdout is not read fast enough: too many bytes wait to be written")]
    Busy,
    /// The reader is gone; nothing will be written any more.
    #[error("stdout is closed")]
    Closed,
}
