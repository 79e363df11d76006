//! The names that a filter declares in `configure`. At run time it has only their numbers: no name can be made of what a
//! batch says.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use sluice_event::RuleId;
use sluice_scan::{MAX_RULE_BYTES, Pattern, Scanner, is_rule_name};

/// Names of one kind that one filter may declare.
const MAX_NAMES: usize = 64;
const MAX_METRIC_NAME_BYTES: usize = 48;

/// The names of one filter, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Declared {
    /// Those of patterns too.
    pub(crate) rules: Vec<String>,
    pub(crate) counters: Vec<String>,
    pub(crate) histograms: Vec<String>,
}

/// A scanner of a filter, with the rules of its patterns.
#[derive(Clone)]
pub(crate) struct FilterScanner {
    pub(crate) scanner: Arc<Scanner>,
    pub(crate) rules: Arc<[RuleId]>,
}

impl FilterScanner {
    /// Compiles patterns, and declares their rules.
    pub(crate) fn compile(patterns: &[Pattern], declared: &mut Declared) -> Result<Self, String> {
        let scanner = Scanner::compile(patterns).map_err(|error| error.to_string())?;
        let rules = patterns.iter().map(|pattern| declared.rule(&pattern.rule).map(RuleId));
        Ok(Self { rules: rules.collect::<Result<_, _>>()?, scanner: Arc::new(scanner) })
    }
}

impl Declared {
    /// The number of a rule, new or known. The error is for the filter's author.
    pub(crate) fn rule(&mut self, name: &str) -> Result<u32, String> {
        if !is_rule_name(name) {
            return Err(format!("the name of a rule has 1 to {MAX_RULE_BYTES} letters, digits and dashes"));
        }
        number_of(&mut self.rules, name, "rules, those of patterns included")
    }

    /// The same for a counter.
    pub(crate) fn counter(&mut self, name: &str) -> Result<u32, String> {
        metric(&mut self.counters, name, "counters")
    }

    /// The same for a histogram.
    pub(crate) fn histogram(&mut self, name: &str) -> Result<u32, String> {
        metric(&mut self.histograms, name, "histograms")
    }

    /// The same names, if each of them may be declared: a record is a file.
    pub(crate) fn checked(&self) -> Result<Self, String> {
        let mut checked = Self::default();
        self.rules.iter().try_for_each(|name| checked.rule(name).map(drop))?;
        self.counters.iter().try_for_each(|name| checked.counter(name).map(drop))?;
        self.histograms.iter().try_for_each(|name| checked.histogram(name).map(drop))?;
        if checked == *self { Ok(checked) } else { Err("a name is declared twice".to_owned()) }
    }
}

fn metric(names: &mut Vec<String>, name: &str, kind: &str) -> Result<u32, String> {
    let shape = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !(1..=MAX_METRIC_NAME_BYTES).contains(&name.len()) || !name.bytes().all(shape) {
        return Err(format!("the name of a metric has 1 to {MAX_METRIC_NAME_BYTES} of a-z, 0-9 and _"));
    }
    number_of(names, name, kind)
}

fn number_of(names: &mut Vec<String>, name: &str, kind: &str) -> Result<u32, String> {
    let number = match names.iter().position(|known| known == name) {
        Some(known) => known,
        None if names.len() == MAX_NAMES => return Err(format!("a filter has at most {MAX_NAMES} {kind}")),
        None => {
            names.push(name.to_owned());
            names.len() - 1
        }
    };
    u32::try_from(number).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Declared, MAX_NAMES};

    #[test]
    fn names_are_short_and_few_and_have_one_number_each() {
        let mut declared = Declared::default();
        for wrong in ["", "a b", "a]", "é", &"x".repeat(33)] {
            assert!(declared.rule(wrong).is_err_and(|said| said.contains("1 to 32")), "{wrong}");
        }
        for wrong in ["", "a b", "a{tenant=\"other\"}", "a\nb 1", "Upper", "a-b", &"a".repeat(49)] {
            assert!(declared.counter(wrong).is_err() && declared.histogram(wrong).is_err(), "{wrong}");
        }
        for number in 0..MAX_NAMES {
            let name = format!("n{number}");
            assert_eq!(declared.rule(&name), Ok(number as u32));
            assert_eq!(declared.rule(&name), Ok(number as u32));
            assert_eq!((declared.counter(&name), declared.histogram(&name)), (Ok(number as u32), Ok(number as u32)));
        }
        assert!(declared.rule("one-more").is_err_and(|said| said.contains("at most 64 rules")));
        assert!(declared.counter("one_more").is_err() && declared.histogram("one_more").is_err());
        assert!(declared.rule("n7").is_ok());
    }

    #[test]
    fn a_record_with_names_that_nobody_could_declare_is_not_used() {
        let good = Declared { rules: vec!["a".to_owned()], counters: vec!["b".to_owned()], ..Declared::default() };
        assert_eq!(good.checked(), Ok(good.clone()));
        for rules in [vec!["a\"b".to_owned()], vec!["a".to_owned(), "a".to_owned()], vec!["a".to_owned(); 65]] {
            assert!(Declared { rules, ..Declared::default() }.checked().is_err());
        }
    }
}
