//! The scanners that a filter compiles in `configure`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::declared::DeclaredNames;
use sluice_event::{Places, RuleId};
use sluice_scan::{Matcher, Options, Pattern, Replacement, Scanner};

/// An expression that matches no text: a character that is in no class.
const NO_MATCH: &str = r"[^\s\S]";

/// A scanner of a filter, with the rules of its patterns.
#[derive(Clone)]
pub(crate) struct FilterScanner {
    pub(crate) scanner: Arc<Scanner>,
    pub(crate) rules: Arc<[RuleId]>,
    /// What it passes over. None if that is nothing.
    pub(crate) kept: Option<Arc<Places>>,
}

/// What a scanner is compiled from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ScannerSource {
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) options: Options,
    pub(crate) kept: Vec<String>,
}

impl FilterScanner {
    /// Compiles patterns and declares their rules.
    pub(crate) fn compile(
        patterns: &[Pattern],
        options: Options,
        declared: &mut DeclaredNames,
    ) -> Result<Self, String> {
        let scanner = Scanner::compile_with(patterns, options).map_err(|error| error.to_string())?;
        let rules = patterns.iter().map(|pattern| declared.declare_rule(&pattern.rule).map(RuleId));
        Ok(Self { rules: rules.collect::<Result<_, _>>()?, scanner: Arc::new(scanner), kept: None })
    }

    /// Compiles it again.
    pub(crate) fn from_source(source: &ScannerSource, declared: &mut DeclaredNames) -> Result<Self, String> {
        Self::compile(&source.patterns, source.options.clone(), declared)?.keeping(&source.kept)
    }

    /// The same scanner, which passes over these places.
    pub(crate) fn keeping(self, places: &[String]) -> Result<Self, String> {
        let places = Places::compile(places).map_err(|error| error.to_string())?;
        Ok(Self { kept: (!places.is_empty()).then(|| Arc::new(places)), ..self })
    }

    /// Leaves something else in the place of what a pattern matches.
    pub(crate) fn replace_with(&mut self, pattern: usize, replacement: Replacement) -> Result<(), String> {
        let scanner = Arc::get_mut(&mut self.scanner).ok_or("the scanner is in use")?;
        scanner.replace_with(pattern, replacement).map_err(|error| error.to_string())
    }

    /// The same scanner, in which no pattern of this rule matches.
    pub(crate) fn without_rule(&self, rule: &str) -> Result<Self, String> {
        let mut source = self.source();
        for pattern in source.patterns.iter_mut().filter(|pattern| pattern.rule == rule) {
            pattern.matcher = Matcher::Regex(NO_MATCH.to_owned());
            // Some replacements are for one kind alone.
            pattern.replacement = Replacement::Mask;
        }
        let scanner = Scanner::compile_with(&source.patterns, source.options).map_err(|error| error.to_string())?;
        Ok(Self { scanner: Arc::new(scanner), ..self.clone() })
    }

    /// What it was compiled from.
    pub(crate) fn source(&self) -> ScannerSource {
        ScannerSource {
            patterns: self.scanner.patterns().to_vec(),
            options: self.scanner.options().clone(),
            kept: self.kept.as_ref().map_or_else(Vec::new, |kept| kept.patterns().to_vec()),
        }
    }
}
