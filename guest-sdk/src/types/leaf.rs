use super::value::Value;

/// A text in an event, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// A JSON Pointer from the root of the event.
    pub path: String,
    /// The text as the filters before this one left it.
    pub text: String,
}

/// A value in an event that is neither an array nor an object, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// A JSON Pointer from the root of the event.
    pub path: String,
    /// What [`Event::get`](crate::Event::get) says of it.
    pub value: Value,
}

impl Leaf {
    /// The name of the member, or the number of the element: the last step of the path, decoded.
    pub fn name(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.replace("~1", "/").replace("~0", "~")
    }
}
