//! From patterns to a scanner: what is found out once, and what a scanner says of itself.

use super::regexes::{Regexes, RegexesError};
use super::{Look, Scanner};
use crate::member::list::TellingNames;
use crate::policy::coverage::Coverage;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::{Kind, MAX_PATTERNS, MAX_RULE_BYTES, Matcher, Options, Pattern, ScanError};
use std::sync::Arc;

impl Scanner {
    /// Compiles at most [`MAX_PATTERNS`] patterns.
    ///
    /// # Errors
    /// Where the list, a rule's name or a regular expression is not within its limits, or does not compile, or a replacement is
    /// not for its pattern.
    pub fn compile(patterns: &[Pattern]) -> Result<Scanner, ScanError> {
        Scanner::compile_with(patterns, Options::default())
    }

    /// [`compile`](Scanner::compile), with built-in kinds that settings have changed.
    ///
    /// # Errors
    /// As those of [`compile`](Scanner::compile).
    pub fn compile_with(patterns: &[Pattern], options: Options) -> Result<Scanner, ScanError> {
        if patterns.len() > MAX_PATTERNS {
            return Err(ScanError::TooManyPatterns { count: patterns.len() });
        }
        let mut kinds = Kinds::NONE;
        let mut pattern_of = [0; Kind::ALL.len()];
        let mut sources = Vec::new();
        for (place, pattern) in patterns.iter().enumerate() {
            if !is_rule_name(&pattern.rule) {
                let rule = pattern.rule.chars().take(MAX_RULE_BYTES).collect();
                return Err(ScanError::BadRule { index: place, rule });
            }
            match &pattern.matcher {
                Matcher::Kind(kind) if kinds.has(Kinds::of(*kind)) => {}
                Matcher::Kind(kind) => {
                    kinds = kinds.with(Kinds::of(*kind));
                    pattern_of[*kind as usize] = place as u32;
                }
                Matcher::Regex(source) => sources.push((place as u32, source.as_str())),
            }
        }
        let built_ins = Arc::new(BuiltIns::new(&options)?);
        let scanner = Scanner {
            patterns: patterns.to_vec(),
            kinds,
            look: Look::of(kinds),
            pattern_of,
            regexes: Regexes::compile(&sources).map_err(|error| of_patterns(error, patterns))?,
            names: names_for(kinds, &built_ins),
            built_ins,
            options: Arc::new(options),
        };
        scanner.check_replacements()?;
        Ok(scanner)
    }

    /// A scanner for built-in kinds alone, each under its own name and masked, with the options of this one.
    #[must_use]
    pub fn of_kinds(&self, wanted: &[Kind]) -> Scanner {
        let (mut kinds, mut pattern_of) = (Kinds::NONE, [0; Kind::ALL.len()]);
        for (place, kind) in (0..).zip(wanted) {
            kinds = kinds.with(Kinds::of(*kind));
            pattern_of[*kind as usize] = place;
        }
        Scanner {
            patterns: wanted.iter().map(|kind| Pattern::masking(*kind)).collect(),
            kinds,
            look: Look::of(kinds),
            pattern_of,
            regexes: Regexes::default(),
            options: Arc::clone(&self.options),
            names: names_for(kinds, &self.built_ins),
            built_ins: Arc::clone(&self.built_ins),
        }
    }

    /// The patterns as they were given.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The options as they were given.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What this scanner finds of the built-in kinds.
    pub fn coverage(&self) -> Coverage {
        Coverage { kinds: self.kinds, options: Arc::clone(&self.options) }
    }

    /// Whether this is what the scanner finds.
    pub fn has_coverage(&self, coverage: &Coverage) -> bool {
        self.kinds == coverage.kinds && Arc::ptr_eq(&self.options, &coverage.options)
    }
}

fn of_patterns(error: RegexesError, patterns: &[Pattern]) -> ScanError {
    match error {
        RegexesError::One(index, source) => {
            let index = index as usize;
            let rule = patterns.get(index).map(|pattern| pattern.rule.clone()).unwrap_or_default();
            ScanError::Regex { index, rule, source }
        }
        RegexesError::Together(source) => ScanError::RegexSet { source },
    }
}

fn names_for(kinds: Kinds, built_ins: &BuiltIns) -> Arc<TellingNames> {
    Arc::clone(if kinds.has(Kinds::WORDS) { &built_ins.with_labels } else { &built_ins.without_labels })
}

/// Whether a rule may have this name: 1 to [`MAX_RULE_BYTES`] letters, digits and dashes.
pub fn is_rule_name(name: &str) -> bool {
    (1..=MAX_RULE_BYTES).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
