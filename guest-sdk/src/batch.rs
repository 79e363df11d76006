use crate::host;
use crate::types::{Leaf, Text, Value};
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
    ///
    /// ```
    /// # use sluice_filter::{Batch, Event};
    /// # fn process(batch: &Batch) {
    /// let is_noise = |event: &Event<'_>| event.text("/level").as_deref() == Some("debug");
    /// batch.events().filter(is_noise).for_each(Event::drop);
    /// # }
    /// ```
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

    /// Walks all that is at or below a path, in one call and without parsing: every value that is neither an array nor an
    /// object.
    ///
    /// ```
    /// # use sluice_filter::{Batch, Filter, NoSettings, Rule, testing::{self, json}};
    /// # struct NoPins(Rule);
    /// # impl Filter for NoPins {
    /// #     type Settings = NoSettings;
    /// #     fn configure(_: NoSettings) -> Result<Self, String> { Rule::declare("pin").map(NoPins) }
    /// #     fn process(&self, batch: &Batch) -> Result<(), String> {
    /// for event in batch.events() {
    ///     for leaf in event.walk("/attributes").iter().filter(|leaf| leaf.name() == "pin") {
    ///         event.mask_whole(&leaf.path, self.0);
    ///     }
    /// }
    /// #         Ok(())
    /// #     }
    /// # }
    /// # let filter: NoPins = testing::configure(json!({})).unwrap();
    /// # let outcome = testing::run(&filter, json!([{"attributes": {"a": [{"pin": 1}]}}])).unwrap();
    /// # assert_eq!(outcome.events[0]["attributes"]["a"][0]["pin"], "[redacted:pin]");
    /// ```
    pub fn walk(&self, under: &str) -> Vec<Leaf> {
        host::leaves(self.index, under)
    }

    /// The names of the members of the object at a path, or the numbers of the elements of the array there. None of either
    /// where something else stands there, or nothing.
    pub fn members(&self, path: &str) -> Vec<String> {
        host::members(self.index, path)
    }

    /// A keyed hash of the text or number at a path: the same for the same value within one tenant, and evenly distributed.
    /// For decisions that must come out alike for everything of one session or one user. None where there is neither.
    pub fn hash(&self, path: &str) -> Option<u64> {
        host::hash(self.index, path)
    }
}
