//! The names that a filter declares in `configure`. At run time a filter uses their numbers, so that no name can
//! contain data of a batch.

use serde::{Deserialize, Serialize};

use sluice_scan::{MAX_RULE_BYTES, is_rule_name};

/// The number of names of one kind that a filter may declare.
const MAX_NAMES: usize = 64;
const MAX_METRIC_NAME_BYTES: usize = 48;

/// The declared names of one filter. A name's number is its index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeclaredNames {
    /// Those of the patterns of scanners included.
    pub(crate) rules: Vec<String>,
    pub(crate) counters: Vec<String>,
    pub(crate) histograms: Vec<String>,
}

impl DeclaredNames {
    /// The number of a rule, which is declared if it is new. The error is for the filter's author.
    pub(crate) fn declare_rule(&mut self, name: &str) -> Result<u32, String> {
        if !is_rule_name(name) {
            return Err(format!("the name of a rule has 1 to {MAX_RULE_BYTES} letters, digits and dashes"));
        }
        find_or_add(&mut self.rules, name, "rules, those of patterns included")
    }

    /// The number of a counter, which is declared if it is new.
    pub(crate) fn declare_counter(&mut self, name: &str) -> Result<u32, String> {
        declare_metric(&mut self.counters, name, "counters")
    }

    /// The number of a histogram, which is declared if it is new.
    pub(crate) fn declare_histogram(&mut self, name: &str) -> Result<u32, String> {
        declare_metric(&mut self.histograms, name, "histograms")
    }

    /// The same names, if all of them are valid. Names from a record on disk are checked again.
    pub(crate) fn validated(&self) -> Result<Self, String> {
        let mut checked = Self::default();
        self.rules.iter().try_for_each(|name| checked.declare_rule(name).map(drop))?;
        self.counters.iter().try_for_each(|name| checked.declare_counter(name).map(drop))?;
        self.histograms.iter().try_for_each(|name| checked.declare_histogram(name).map(drop))?;
        if checked == *self { Ok(checked) } else { Err("a name is declared twice".to_owned()) }
    }
}

fn declare_metric(names: &mut Vec<String>, name: &str, kind: &str) -> Result<u32, String> {
    let shape = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !(1..=MAX_METRIC_NAME_BYTES).contains(&name.len()) || !name.bytes().all(shape) {
        return Err(format!("the name of a metric has 1 to {MAX_METRIC_NAME_BYTES} of a-z, 0-9 and _"));
    }
    find_or_add(names, name, kind)
}

fn find_or_add(names: &mut Vec<String>, name: &str, kind: &str) -> Result<u32, String> {
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
    use super::{DeclaredNames, MAX_NAMES};

    #[test]
    fn names_are_short_and_few_and_have_one_number_each() {
        let mut declared = DeclaredNames::default();
        for wrong in ["", "a b", "a]", "é", &"x".repeat(33)] {
            assert!(declared.declare_rule(wrong).is_err_and(|said| said.contains("1 to 32")), "{wrong}");
        }
        for wrong in ["", "a b", "a{tenant=\"other\"}", "a\nb 1", "Upper", "a-b", &"a".repeat(49)] {
            assert!(declared.declare_counter(wrong).is_err() && declared.declare_histogram(wrong).is_err(), "{wrong}");
        }
        for number in 0..MAX_NAMES {
            let name = format!("n{number}");
            assert_eq!(declared.declare_rule(&name), Ok(number as u32));
            assert_eq!(declared.declare_rule(&name), Ok(number as u32));
            assert_eq!(
                (declared.declare_counter(&name), declared.declare_histogram(&name)),
                (Ok(number as u32), Ok(number as u32))
            );
        }
        assert!(declared.declare_rule("one-more").is_err_and(|said| said.contains("at most 64 rules")));
        assert!(declared.declare_counter("one_more").is_err() && declared.declare_histogram("one_more").is_err());
        assert!(declared.declare_rule("n7").is_ok());
    }

    #[test]
    fn a_record_with_names_that_nobody_could_declare_is_not_used() {
        let good =
            DeclaredNames { rules: vec!["a".to_owned()], counters: vec!["b".to_owned()], ..DeclaredNames::default() };
        assert_eq!(good.validated(), Ok(good.clone()));
        for rules in [vec!["a\"b".to_owned()], vec!["a".to_owned(), "a".to_owned()], vec!["a".to_owned(); 65]] {
            assert!(DeclaredNames { rules, ..DeclaredNames::default() }.validated().is_err());
        }
    }
}
