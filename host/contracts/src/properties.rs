//! The attributes that the events of an application may have.

use sluice_event::{AttributeFate, Batch};

use crate::maps::HashMap;

/// The end of the name of a property that is a number.
const NUMBER: &str = "__NUM";

pub(crate) struct Properties(HashMap<Box<str>, AttributeFate>);

impl Properties {
    /// Of `value__NUM`, clients may send either name.
    pub(crate) fn new(names: &[String]) -> Self {
        let mut fates = HashMap::default();
        for name in names {
            let stem = name.strip_suffix(NUMBER).filter(|stem| !stem.is_empty());
            let fate = if stem.is_some() { AttributeFate::KeepNumber } else { AttributeFate::Keep };
            for name in stem.into_iter().chain([name.as_str()]) {
                fates.insert(name.into(), fate);
            }
        }
        Self(fates)
    }

    /// Removes all other attributes of an event, and says how many those were.
    pub(crate) fn restrict(&self, batch: &mut Batch, event: u32) -> usize {
        batch.retain_attributes(event, |name| self.0.get(name).copied().unwrap_or(AttributeFate::Remove))
    }
}
