use crate::action::Action;
use crate::places;
use serde::Deserialize;
use sluice_filter::{Kind, Options, Pattern, Scanner, Selection};
use std::collections::{BTreeMap, BTreeSet};

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Built-in kinds to find, and groups of them.
    kinds: Vec<Selection>,
    /// What to do with a match.
    action: Action,
    /// The same for one kind or group.
    actions: BTreeMap<Selection, Action>,
    /// Further expressions to find.
    patterns: Vec<Custom>,
    /// Where to look.
    pub(crate) paths: Vec<String>,
    /// Places in there that are never looked at.
    pub(crate) keep: Vec<String>,
    /// Whether to look at the names of members too.
    pub(crate) member_names: Option<bool>,
    /// Names that tell secrets, beside the built-in ones.
    secret_names: Vec<String>,
    /// Names that tell none.
    plain_names: Vec<String>,
    /// Regions whose national telephone numbers are found as they are written there.
    countries: Vec<String>,
    /// Members to remove, whatever is in them.
    pub(crate) remove: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Custom {
    rule: String,
    regex: String,
    action: Option<Action>,
}

/// The rule under which removed members stand in the receipts.
pub(crate) const REMOVED: &str = "removed";

impl Default for Settings {
    fn default() -> Self {
        Settings {
            kinds: Kind::DEFAULT.map(Selection::Kind).into(),
            action: Action::Mask,
            actions: BTreeMap::new(),
            patterns: Vec::new(),
            paths: vec![String::new()],
            keep: Vec::new(),
            member_names: None,
            secret_names: Vec::new(),
            plain_names: Vec::new(),
            countries: Vec::new(),
            remove: Vec::new(),
        }
    }
}

impl Settings {
    /// What the scanner finds; nothing where members are only removed. Kinds come first: they win where both match.
    ///
    /// # Errors
    /// The setting that is wrong, and what would be right.
    pub(crate) fn patterns(&self) -> Result<Vec<Pattern>, String> {
        self.check_rules()?;
        places::check(&self.paths, &self.remove)?;
        let kinds = self.kinds().map(Pattern::kind);
        let custom = self.patterns.iter().map(|custom| Pattern::regex(&custom.rule, &custom.regex));
        let patterns = kinds.chain(custom).zip(self.actions());
        let patterns: Vec<_> = patterns.map(|(pattern, action)| pattern.replaced_by(action.replacement())).collect();
        if patterns.is_empty() && self.remove.is_empty() {
            return Err("nothing to redact: kinds, patterns and remove are all empty".into());
        }
        if patterns.is_empty() && self.member_names == Some(true) {
            return Err("member_names: there is nothing to find in them without kinds or patterns".into());
        }
        if patterns.is_empty() && !self.keep.is_empty() {
            return Err("keep: nothing is looked at without kinds or patterns".into());
        }
        places::check_kept(&self.keep, &self.paths, &self.remove)?;
        Ok(patterns)
    }

    /// Tells a scanner of these patterns what else takes the place of their matches.
    ///
    /// # Errors
    /// The rule whose action is not for it, and why.
    pub(crate) fn replace_matches(&self, scanner: Scanner, patterns: &[Pattern]) -> Result<(), String> {
        for (index, (Pattern { rule, .. }, action)) in (0..).zip(patterns.iter().zip(self.actions())) {
            if let Some(substitute) = action.substitute() {
                scanner.replace_with(index, &substitute).map_err(|error| format!("the action of {rule}: {error}"))?;
            }
        }
        Ok(())
    }

    /// By the patterns.
    fn actions(&self) -> impl Iterator<Item = &Action> {
        let kinds = self.kinds().map(|kind| self.action_of(kind));
        kinds.chain(self.patterns.iter().map(|custom| custom.action.as_ref().unwrap_or(&self.action)))
    }

    fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.kinds.iter().flat_map(Selection::kinds).copied()
    }

    /// What is said of a kind counts more than what is said of its group.
    fn action_of(&self, kind: Kind) -> &Action {
        let of_group = || self.actions.iter().find(|(selection, _)| selection.kinds().contains(&kind));
        let action = self.actions.get(&Selection::Kind(kind)).or_else(|| of_group().map(|(_, action)| action));
        action.unwrap_or(&self.action)
    }

    /// What changes about the built-in kinds.
    ///
    /// # Errors
    /// The setting that has no effect.
    pub(crate) fn options(&self) -> Result<Options, String> {
        let has = |kind| self.kinds().any(|found| found == kind);
        let names = !(self.secret_names.is_empty() && self.plain_names.is_empty());
        if names && !has(Kind::Secret) && !has(Kind::UrlCredentials) {
            return Err("secret_names, plain_names: neither secret nor url-credentials is among the kinds".into());
        }
        if !self.countries.is_empty() && !has(Kind::Phone) {
            return Err("countries: phone is not among the kinds".into());
        }
        Ok(Options {
            secret_names: self.secret_names.clone(),
            plain_names: self.plain_names.clone(),
            countries: self.countries.clone(),
        })
    }

    fn check_rules(&self) -> Result<(), String> {
        let mut rules = BTreeSet::new();
        for kind in self.kinds() {
            if !rules.insert(kind.as_str()) {
                return Err(format!("kinds: {} is there twice", kind.as_str()));
            }
        }
        let is_found = |kind: &Kind| self.kinds().any(|found| found == *kind);
        for selection in self.actions.keys() {
            if let Some(kind) = selection.kinds().iter().find(|kind| !is_found(kind)) {
                return Err(format!("actions: {} is not among the kinds", kind.as_str()));
            }
        }
        for Custom { rule, .. } in &self.patterns {
            if Kind::ALL.iter().any(|kind| kind.as_str() == rule) || rule == REMOVED {
                return Err(format!("patterns: the rule {rule} is built in, choose another name"));
            }
            if !rules.insert(rule) {
                return Err(format!("patterns: the rule {rule} is there twice"));
            }
        }
        Ok(())
    }
}
