use std::fmt;

/// Why a value was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no event of this number.
    NoSuchEvent,
    /// Not a JSON Pointer, or it leads through something that is not an object.
    BadPath,
    /// The place belongs to the host, or the value is not of the type that the line promises there.
    NotAllowed,
    /// [`Value::Json`](crate::Value::Json) that is not JSON.
    BadValue,
    /// The event or the batch has grown by all that the limits allow, or there were too many edits.
    Limit,
}

impl fmt::Display for EditError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            EditError::NoSuchEvent => "no such event",
            EditError::BadPath => "not a json pointer, or it leads through something that is not an object",
            EditError::NotAllowed => "the place belongs to the host, or asks for another type",
            EditError::BadValue => "not json",
            EditError::Limit => "the limit on growth or edits is reached",
        })
    }
}

impl std::error::Error for EditError {}

impl From<EditError> for String {
    fn from(error: EditError) -> Self {
        error.to_string()
    }
}
