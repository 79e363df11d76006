//! What settings change about the built-in kinds.

use super::error::ScanError;
use super::limits::{MAX_OPTION_BYTES, MAX_OPTIONS};
use crate::SecretNames;
use crate::kinds::phone::numbering::NumberingPlans;
use crate::member::list::TellingNames;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What settings change about the built-in kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Names that tell secrets, beside the built-in ones. Each is found where a name ends in all of its words.
    pub secret_names: Vec<String>,
    /// Names that tell none: whole names, or entries of the built-in list.
    pub plain_names: Vec<String>,
    /// Regions (ISO 3166-1) whose national telephone numbers match as they are written there.
    pub countries: Vec<String>,
}

/// The options as matchers use them.
#[derive(Debug)]
pub(crate) struct BuiltIns {
    pub(crate) secret_names: SecretNames,
    pub(crate) plans: NumberingPlans,
    /// Names of members that tell kinds, but none of [`Kinds::WORDS`](crate::policy::kind_set::Kinds::WORDS).
    pub(crate) without_labels: Arc<TellingNames>,
    /// Those that tell any kind.
    pub(crate) with_labels: Arc<TellingNames>,
}

impl Default for BuiltIns {
    fn default() -> BuiltIns {
        BuiltIns::of(SecretNames::default(), NumberingPlans::default())
    }
}

impl BuiltIns {
    pub(crate) fn new(options: &Options) -> Result<BuiltIns, ScanError> {
        let Options { secret_names, plain_names, countries } = options;
        let count = secret_names.len() + plain_names.len() + countries.len();
        if count > MAX_OPTIONS {
            return Err(ScanError::TooManyOptions { count });
        }
        let is_name = |name: &&String| name.len() <= MAX_OPTION_BYTES && name.chars().any(char::is_alphanumeric);
        if let Some(name) = secret_names.iter().chain(plain_names).find(|name| !is_name(name)) {
            return Err(ScanError::BadName { name: name.chars().take(MAX_OPTION_BYTES).collect() });
        }
        let unchanged = SecretNames::new(secret_names, &[]);
        if let Some(name) = plain_names.iter().find(|name| !unchanged.can_lose(name)) {
            return Err(ScanError::PlainName { name: name.clone() });
        }
        let plans = NumberingPlans::of(countries).map_err(|_| ScanError::UnknownCountry)?;
        Ok(BuiltIns::of(SecretNames::new(secret_names, plain_names), plans))
    }

    fn of(secret_names: SecretNames, plans: NumberingPlans) -> BuiltIns {
        let [without_labels, with_labels] =
            [false, true].map(|has_labels| Arc::new(TellingNames::new(&secret_names, has_labels)));
        BuiltIns { secret_names, plans, without_labels, with_labels }
    }
}
