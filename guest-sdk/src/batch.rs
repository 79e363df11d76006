use crate::{Value, host};
use std::marker::PhantomData;

/// The events of one request. They live in the host; this is the right to work on them, given to
/// [`Filter::process`](crate::Filter::process).
#[derive(Debug)]
pub struct Batch(PhantomData<*const ()>);

/// One event of a [`Batch`].
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    pub(crate) index: u32,
    batch: PhantomData<&'a Batch>,
}

/// A text in an event, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// A JSON Pointer from the root of the event.
    pub path: String,
    /// The text as the filters before this one left it.
    pub text: String,
}

impl Batch {
    pub(crate) fn new() -> Self {
        Batch(PhantomData)
    }

    /// How many events there are, dropped ones included.
    pub fn len(&self) -> u32 {
        host::count()
    }

    /// True if there is no event.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All events, in the order in which the client sent them.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        (0..self.len()).map(|index| Event { index, batch: PhantomData })
    }
}

impl Event<'_> {
    /// The value at a path.
    pub fn get(&self, path: &str) -> Option<Value> {
        host::get(self.index, path)
    }

    /// The text at a path; none where there is nothing or something else.
    pub fn text(&self, path: &str) -> Option<String> {
        match self.get(path)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Every text at or below a path. To find and replace, [`Batch::scan`] is far cheaper: it copies nothing into the
    /// sandbox.
    pub fn texts(&self, under: &str) -> Vec<Text> {
        host::texts(self.index, under)
    }
}
