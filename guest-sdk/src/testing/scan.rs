//! Scanners for unit tests. The built-in kinds are plain expressions, without the host's check digits.

use super::declared::is_rule_name;
use super::edit;
use super::places::Reached;
use super::substitute;
use crate::types::{Kind, Match, Matcher, Pattern, Replacement, Span, Substitute};
use regex::Regex;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone)]
pub(super) struct Scanner {
    patterns: Arc<[(Pattern, Regex)]>,
    /// By pattern.
    substitutes: BTreeMap<u32, Substitute>,
}

impl Scanner {
    pub(super) fn compile(patterns: &[Pattern]) -> Result<Scanner, String> {
        let compiled = patterns.iter().map(|pattern| {
            let rule = &pattern.rule;
            if !is_rule_name(rule) {
                return Err(format!("rule {rule:?}: must be 1 to 32 letters, digits and dashes"));
            }
            let regex = match &pattern.matcher {
                Matcher::Kind(kind) => plain(*kind),
                Matcher::Regex(regex) => regex,
            };
            let regex = Regex::new(regex).map_err(|error| format!("rule {rule}: {error}"))?;
            Ok((pattern.clone(), regex))
        });
        Ok(Scanner { patterns: compiled.collect::<Result<_, String>>()?, substitutes: BTreeMap::new() })
    }

    pub(super) fn replace_with(&mut self, pattern: u32, substitute: &Substitute) -> Result<(), String> {
        let missing = || format!("there is no pattern {pattern} in the scanner");
        let (of, _) = self.patterns.get(pattern as usize).ok_or_else(missing)?;
        substitute::check(substitute, &of.matcher)?;
        if let Substitute::Text(text) = substitute {
            let all: Vec<Pattern> = Kind::ALL.map(Pattern::kind).into();
            for scanner in [&*self, &Scanner::compile(&all)?] {
                if let Some(found) = scanner.find(text).first() {
                    let (found, _) = &scanner.patterns[found.pattern as usize];
                    return Err(format!("the text in the place of {} is found as {} itself", of.rule, found.rule));
                }
            }
        }
        self.substitutes.insert(pattern, substitute.clone());
        Ok(())
    }

    pub(super) fn find(&self, text: &str) -> Vec<Match> {
        let mut all: Vec<Match> = Vec::new();
        for (index, (_, regex)) in self.patterns.iter().enumerate() {
            let found = regex.find_iter(text).filter(|it| !it.is_empty());
            all.extend(found.map(|it| Match { span: Span::from(it.range()), pattern: index as u32 }));
        }
        all.sort_by_key(|it| (it.span.start, it.pattern));
        let mut end = 0;
        all.retain(|it| {
            let free = it.span.start >= end;
            end = if free { it.span.end } else { end };
            free
        });
        all
    }

    /// Replaces in texts and numbers; a number goes as a whole. Appends the rule of each match. Says whether the value stays.
    pub(super) fn replace_texts(&self, place: &mut Json, kept: &Reached<'_>, found: &mut Vec<String>) -> bool {
        match place {
            _ if kept.is_match() => {}
            Json::String(text) if self.removes(&self.find(text), found) => return false,
            Json::String(text) => *text = self.replaced(text, found),
            Json::Number(number) => {
                let digits = number.to_string();
                let first = self.find(&digits).into_iter().take(1).collect::<Vec<_>>();
                if self.removes(&first, found) {
                    return false;
                }
                if let Some(first) = first.first() {
                    *place = self.replacement(first.pattern, &digits, found).into();
                }
            }
            Json::Array(items) => {
                let mut index = 0;
                items.retain_mut(|item| {
                    index += 1;
                    self.replace_texts(item, &kept.after(&(index - 1).to_string()), found)
                });
            }
            Json::Object(members) => {
                members.retain(|name, member| self.replace_texts(member, &kept.after(name), found));
            }
            _ => {}
        }
        true
    }

    /// Whether the value goes that has these matches in it. Appends their rules then.
    fn removes(&self, matches: &[Match], found: &mut Vec<String>) -> bool {
        let removes = matches.iter().any(|it| self.substitutes.get(&it.pattern) == Some(&Substitute::Removal));
        if removes {
            found.extend(matches.iter().map(|it| self.patterns[it.pattern as usize].0.rule.clone()));
        }
        removes
    }

    /// Replaces in the names of members. Appends the rule of each match.
    pub(super) fn replace_names(&self, place: &mut Json, kept: &Reached<'_>, found: &mut Vec<String>) {
        match place {
            _ if kept.is_match() => {}
            Json::Array(items) => items.iter_mut().enumerate().for_each(|(index, item)| {
                self.replace_names(item, &kept.after(&index.to_string()), found);
            }),
            Json::Object(members) => {
                let mut renamed = Map::new();
                for (name, mut member) in std::mem::take(members) {
                    self.replace_names(&mut member, &kept.after(&name), found);
                    renamed.insert(self.replaced(&name, found), member);
                }
                *members = renamed;
            }
            _ => {}
        }
    }

    fn replaced(&self, text: &str, found: &mut Vec<String>) -> String {
        let (mut out, mut copied) = (String::new(), 0);
        for it in self.find(text) {
            let (start, end) = (it.span.start as usize, it.span.end as usize);
            out.push_str(&text[copied..start]);
            out.push_str(&self.replacement(it.pattern, &text[start..end], found));
            copied = end;
        }
        out.push_str(&text[copied..]);
        out
    }

    fn replacement(&self, pattern: u32, value: &str, found: &mut Vec<String>) -> String {
        let Pattern { rule, replacement, .. } = &self.patterns[pattern as usize].0;
        found.push(rule.clone());
        if let Some(substitute) = self.substitutes.get(&pattern) {
            return substitute::replacement(substitute, value, rule);
        }
        match replacement {
            Replacement::Mask => edit::masked(rule),
            Replacement::Pseudonym => edit::pseudonym(value, rule),
        }
    }
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+",
        Kind::Phone => r"\+\d[\d ()/.-]{7,}\d",
        Kind::Card => r"\b\d(?:[ -]?\d){12,18}\b",
        Kind::Iban => r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b",
        Kind::Ipv4 => r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
        Kind::Ipv6 => r"\b[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]*:[0-9A-Fa-f]{1,4}\b",
        Kind::Jwt => r"\beyJ[\w-]+\.[\w-]+\.[\w-]*",
        Kind::Bearer => r"(?i)\bbearer\s+[\w.~+/=-]+",
        Kind::UrlCredentials => r"\w+://[^/\s:@]+:[^/\s@]+@",
        Kind::Ssn => r"\b\d{3}-\d{2}-\d{4}\b",
        Kind::Secret => r"(?i)\b(?:password|secret|token|api[_-]?key)\b\W{1,4}[\w.+/=-]{3,}",
        // Names of members are not looked at here.
        Kind::Person => r"[^\s\S]",
        Kind::NationalId => r"\b\d{3}[.-]\d{3}[.-]\d{3}-\d{2}\b|\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b",
        Kind::Passport => r"(?i)\bpassport\b\W{1,4}[A-Z0-9]{6,9}\b",
        Kind::BankAccount => r"(?i)\b(?:routing number|sort code|bic)\b\W{1,4}[A-Z0-9-]{6,11}",
        Kind::CryptoWallet => r"\b(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[0-9a-z]{11,71}|0x[0-9A-Fa-f]{40})\b",
        Kind::MacAddress => r"\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b",
        Kind::DeviceId => r"(?i)\bimei\b\W{1,4}\d{15}\b",
        Kind::VehicleId => r"\b[A-HJ-NPR-Z0-9]{13}\d{4}\b",
        Kind::BirthDate => r"(?i)\b(?:dob|date of birth|born)\b\W{1,4}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}",
        Kind::Coordinates => r"(?i)\b(?:lat|latitude|lon|lng|longitude)\b\W{1,4}-?\d{1,3}\.\d{3,}",
        Kind::UserPath => r"(?:/home/|/Users/|\\Users\\)[\w.-]+",
    }
}
