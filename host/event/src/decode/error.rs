//! Why a body is no batch.

/// Why a body is no batch. Says nothing of what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not JSON (RFC 8259).
    #[error("the body is not JSON: {what} at byte {offset}")]
    Syntax {
        /// Bytes before the place.
        offset: usize,
        /// What is wrong there.
        what: &'static str,
    },
    /// Arrays and objects too deep within one another.
    #[error("the body has more than {limit} arrays and objects within one another")]
    TooDeep {
        /// How many there may be.
        limit: usize,
    },
    /// More events than a batch may have.
    #[error("the body has more than {limit} events; send them in several requests")]
    TooManyEvents {
        /// How many there may be.
        limit: usize,
    },
    /// More values than a batch may have.
    #[error("the body has more than {limit} values and names of members; send them in several requests")]
    TooManyValues {
        /// How many there may be.
        limit: usize,
    },
    /// Something stands where an event should, and is no object.
    #[error("event {index} is not a JSON object")]
    NotAnEvent {
        /// Events before it.
        index: usize,
    },
    /// Not in the shape of its format.
    #[error("the body is not what its path takes: `{name}` is not {wanted}")]
    Misfit {
        /// Which part of it.
        name: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// Repeating what the envelope says for each event would be too much.
    #[error(
        "the members of the envelope, repeated for each event, are more than {limit} bytes; send fewer events or less in common"
    )]
    EnvelopeTooLarge {
        /// How many bytes it may be.
        limit: usize,
    },
    /// The body is longer than a batch can be.
    #[error("the body is longer than {limit} bytes")]
    TooLarge {
        /// How long it may be.
        limit: usize,
    },
}
