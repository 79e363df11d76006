//! Whether what one scanner finds is all that another one would find.

use super::kind_set::Kinds;
use super::options::Options;
use std::sync::Arc;

/// What a scanner finds of the built-in kinds.
#[derive(Clone, Debug)]
pub struct Coverage {
    pub(crate) kinds: Kinds,
    pub(crate) options: Arc<Options>,
}

impl Coverage {
    /// Whether a scanner of this coverage has found everything that one of `other` would find; false where that is not known.
    pub fn includes(&self, other: &Coverage) -> bool {
        let has_all = |own: &[String], others: &[String]| others.iter().all(|name| own.contains(name));
        let (own, others) = (&*self.options, &*other.options);
        self.kinds.and(other.kinds) == other.kinds
            && (Arc::ptr_eq(&self.options, &other.options)
                || has_all(&own.secret_names, &others.secret_names)
                    && has_all(&others.plain_names, &own.plain_names)
                    && has_all(&own.countries, &others.countries))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Kind, Matcher, Options, Pattern, Replacement, Scanner};

    fn scanner(kinds: &[Kind], options: Options) -> Scanner {
        let pattern = |kind: &Kind| Pattern {
            rule: kind.to_string(),
            matcher: Matcher::Kind(*kind),
            replacement: Replacement::Mask,
        };
        Scanner::compile_with(&kinds.iter().map(pattern).collect::<Vec<_>>(), options).unwrap()
    }

    #[test]
    fn more_kinds_names_and_countries_include_fewer_and_plain_names_take_away() {
        let includes = |one: &Scanner, other: &Scanner| one.coverage().includes(&other.coverage());
        let none = Options::default;
        let (all, few) = (scanner(&Kind::ALL, none()), scanner(&[Kind::Email, Kind::Secret], none()));
        assert!(includes(&all, &all) && includes(&all, &few) && !includes(&few, &all));
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let named = scanner(&Kind::ALL, Options { secret_names: names(&["badge"]), ..none() });
        let german = scanner(&Kind::ALL, Options { countries: names(&["DE"]), ..none() });
        let plain = scanner(&Kind::ALL, Options { plain_names: names(&["pin"]), ..none() });
        assert!(includes(&named, &all) && !includes(&all, &named));
        assert!(includes(&german, &all) && !includes(&all, &german) && !includes(&german, &named));
        assert!(includes(&all, &plain) && !includes(&plain, &all));
    }
}
