//! `[guard]`: what is done about personal data that is still in an event after its last filter.

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use sluice_event::{Guard, GuardAction};
use sluice_scan::{Kind, Options, Selection};
use std::collections::BTreeMap;

/// What the operator's guard does, whatever the tenant.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct GuardConfig {
    /// For every kind of [`Kind::DEFAULT`] that is not in `kinds`.
    pub default: GuardLevel,
    /// For single kinds, and for groups.
    #[serde(deserialize_with = "by_kind")]
    pub kinds: BTreeMap<Kind, GuardLevel>,
    /// Names that tell secrets, beside the built-in ones.
    pub secret_names: Vec<String>,
    /// Names that tell none.
    pub plain_names: Vec<String>,
    /// Regions whose national telephone numbers are found as they are written there.
    pub countries: Vec<String>,
}

/// What a tenant asks of the guard for its own events. The stricter of this and the operator's is done.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenantGuardConfig {
    /// For every kind of [`Kind::DEFAULT`] that is not in `kinds`.
    pub default: GuardLevel,
    /// For single kinds, and for groups.
    #[serde(deserialize_with = "by_kind")]
    pub kinds: BTreeMap<Kind, GuardLevel>,
}

impl TenantGuardConfig {
    fn level(&self, kind: Kind) -> GuardLevel {
        level(&self.kinds, self.default, kind)
    }

    /// The stricter of the two, for each kind.
    pub(crate) fn stricter(&self, other: &Self) -> Self {
        let kinds = Kind::ALL.map(|kind| (kind, self.level(kind).max(other.level(kind)))).into();
        Self { default: self.default.max(other.default), kinds }
    }
}

/// From the least strict to the strictest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GuardLevel {
    /// Nothing is looked for.
    #[default]
    Off,
    /// What is found is counted.
    Observe,
    /// It is masked.
    Mask,
    /// Its event is withheld.
    Withhold,
}

impl GuardConfig {
    /// What the settings change about the built-in kinds.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            secret_names: self.secret_names.clone(),
            plain_names: self.plain_names.clone(),
            countries: self.countries.clone(),
        }
    }

    /// What is done for a tenant, by kind.
    #[must_use]
    pub fn actions(&self, tenant: &TenantGuardConfig) -> Vec<(Kind, GuardAction)> {
        let level = |kind: Kind| level(&self.kinds, self.default, kind).max(tenant.level(kind));
        Kind::ALL.into_iter().filter_map(|kind| Some((kind, level(kind).action()?))).collect()
    }

    /// What is wrong with names and countries.
    pub(crate) fn mistakes(&self) -> Vec<String> {
        let error = Guard::compile(self.options()).err();
        error.map(|error| format!("guard: {error}")).into_iter().collect()
    }
}

fn level(kinds: &BTreeMap<Kind, GuardLevel>, default: GuardLevel, kind: Kind) -> GuardLevel {
    let unnamed = if Kind::DEFAULT.contains(&kind) { default } else { GuardLevel::Off };
    kinds.get(&kind).copied().unwrap_or(unnamed)
}

/// Levels by kind. What is said of a kind counts more than what is said of its group.
fn by_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Kind, GuardLevel>, D::Error> {
    let (mut selected, mut wrong) = (BTreeMap::new(), Vec::new());
    for (name, level) in BTreeMap::<String, GuardLevel>::deserialize(deserializer)? {
        match Selection::named(&name) {
            Some(selection) => _ = selected.insert(selection, level),
            None => wrong.push(name),
        }
    }
    if !wrong.is_empty() {
        return Err(D::Error::custom(no_kinds(&wrong)));
    }
    // Groups come before kinds.
    let levels = selected.iter().flat_map(|(selection, level)| selection.kinds().iter().map(|kind| (*kind, *level)));
    Ok(levels.collect())
}

/// Unlike a value, a name that is wrong is quoted: who reads this has to find it.
fn no_kinds(names: &[String]) -> String {
    let quoted = names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    let are = if names.len() == 1 { "is no kind and no group of kinds" } else { "are no kinds and no groups of kinds" };
    format!("{quoted} {are}, which are {}", Selection::NAMES.join(", "))
}

impl GuardLevel {
    fn action(self) -> Option<GuardAction> {
        match self {
            Self::Off => None,
            Self::Observe => Some(GuardAction::Observe),
            Self::Mask => Some(GuardAction::Mask),
            Self::Withhold => Some(GuardAction::Withhold),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_counts_more_than_its_group_and_the_default_is_for_usual_kinds() {
        let guard: GuardConfig = toml::from_str(
            r#"default = "mask"
                kinds = { ssn = "withhold", identity = "observe", location = "mask" }"#,
        )
        .unwrap();
        let actions: BTreeMap<_, _> = guard.actions(&TenantGuardConfig::default()).into_iter().collect();
        assert_eq!(actions[&Kind::Ssn], GuardAction::Withhold);
        assert_eq!(actions[&Kind::Passport], GuardAction::Observe);
        assert_eq!(actions[&Kind::Person], GuardAction::Observe);
        assert_eq!(actions[&Kind::Coordinates], GuardAction::Mask);
        assert_eq!(actions[&Kind::Email], GuardAction::Mask);
        assert_eq!(actions.get(&Kind::MacAddress), None);
        let wrong = toml::from_str::<GuardConfig>(r#"kinds = { mail = "mask" }"#).unwrap_err();
        assert!(
            wrong.message().starts_with("\"mail\" is no kind and no group of kinds, which are contact, "),
            "{wrong}"
        );
    }

    #[test]
    fn the_stricter_of_operator_and_tenant_counts_for_each_kind() {
        let operator: GuardConfig = toml::from_str(
            r#"default = "observe"
                kinds = { card = "withhold", ipv4 = "off" }"#,
        )
        .unwrap();
        let tenant: TenantGuardConfig = toml::from_str(
            r#"default = "mask"
                kinds = { card = "observe", ipv4 = "off" }"#,
        )
        .unwrap();
        let actions: BTreeMap<_, _> = operator.actions(&tenant).into_iter().collect();
        assert_eq!(actions[&Kind::Email], GuardAction::Mask);
        assert_eq!(actions[&Kind::Card], GuardAction::Withhold);
        assert_eq!(actions.get(&Kind::Ipv4), None);
        assert!(GuardConfig::default().actions(&TenantGuardConfig::default()).is_empty());
        let wrong = GuardConfig { countries: vec!["XX".to_owned()], ..GuardConfig::default() };
        assert!(wrong.mistakes()[0].starts_with("guard: "), "{:?}", wrong.mistakes());
    }
}
