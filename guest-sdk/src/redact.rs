use crate::batch::{Batch, Event};
use crate::host;
use crate::scanner::Scanner;
use crate::types::Span;

/// What is taken away is taken away under a rule: its name stands in the place of what was there and in the receipts. A
/// plain number, so copying it is free.
///
/// A rule is declared in [`Filter::configure`](crate::Filter::configure) and kept in the filter, so that its name cannot be
/// made of what a batch says.
///
/// ```
/// # use sluice_filter::{Batch, Filter, NoSettings, Rule, testing::{self, json}};
/// struct NoPhone {
///     phone: Rule,
/// }
///
/// impl Filter for NoPhone {
///     type Settings = NoSettings;
///
///     fn configure(_: NoSettings) -> Result<Self, String> {
///         Ok(NoPhone { phone: Rule::declare("phone")? })
///     }
///
///     fn process(&self, batch: &Batch) -> Result<(), String> {
///         batch.events().for_each(|event| _ = event.mask_whole("/attributes/phone", self.phone));
///         Ok(())
///     }
/// }
///
/// let filter: NoPhone = testing::configure(json!({})).unwrap();
/// let outcome = testing::run(&filter, json!([{"attributes": {"phone": "+1 202 555 0143"}}])).unwrap();
/// assert_eq!(outcome.events[0]["attributes"]["phone"], "[redacted:phone]");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule(u32);

impl Rule {
    /// Declares a rule; the same name gives the same rule, also that of a [`Pattern`](crate::Pattern). Names: 1 to 32 ASCII
    /// letters, digits and dashes. A filter has at most 64 rules, those of its patterns included.
    ///
    /// # Errors
    /// What is wrong with the name, that there are too many, or that this is not the time.
    pub fn declare(name: &str) -> Result<Rule, String> {
        host::declare_rule(name).map(Rule)
    }
}

impl Event<'_> {
    /// The event is not written, and counts as dropped.
    pub fn drop(self) {
        host::drop(self.index);
    }

    /// Removes the member or the element at a path. False where there is none.
    pub fn remove(&self, path: &str, rule: Rule) -> bool {
        host::remove(self.index, path, rule.0)
    }

    /// Replaces parts of a text by `[redacted:RULE]`. No spans, no change. False where there is no text.
    pub fn mask(&self, path: &str, spans: &[Span], rule: Rule) -> bool {
        // To the host an empty list means everything, which is not what a search without a match means.
        !spans.is_empty() && host::mask(self.index, path, spans, rule.0)
    }

    /// Replaces the whole value at a path, of whatever type, by `[redacted:RULE]`. False where there is none.
    pub fn mask_whole(&self, path: &str, rule: Rule) -> bool {
        host::mask(self.index, path, &[], rule.0)
    }

    /// Replaces a text or a number by `[RULE:…]`, a keyed hash that is the same for the same value within one tenant.
    /// False where there is neither.
    pub fn pseudonymise(&self, path: &str, rule: Rule) -> bool {
        host::pseudonymise(self.index, path, rule.0)
    }

    /// Replaces every match in the texts and numbers at or below a path; how many there were.
    pub fn scan(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan(scanner.0, self.index, under)
    }

    /// Replaces every match in the names of the members below a path; how many there were.
    pub fn scan_names(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan_names(scanner.0, self.index, under)
    }
}

impl Batch {
    /// [`Event::scan`] on every event, in one call: the fastest redaction there is.
    pub fn scan(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan_batch(scanner.0, under)
    }

    /// [`Event::scan_names`] on every event, in one call.
    pub fn scan_names(&self, scanner: Scanner, under: &str) -> u32 {
        host::scan_names_batch(scanner.0, under)
    }

    /// Removes from every event what is in none of the places that a scanner [keeps](Scanner::keep), but its time and kind; how
    /// many values there were. A scanner that keeps nothing leaves nothing.
    pub fn remove_others(&self, scanner: Scanner, rule: Rule) -> u32 {
        host::remove_others_batch(scanner.0, rule.0)
    }
}
