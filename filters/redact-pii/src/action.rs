use serde::Deserialize;
use sluice_filter::{Replacement, Substitute};

/// What becomes of a match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Action {
    /// `[redacted:card]`
    #[default]
    Mask,
    /// `[card:…]`, the same for the same value.
    Pseudonymise,
    /// The value that has it in it is removed.
    Remove,
    /// `[card:*1234]`
    KeepLastFour,
    /// `[card:411111*1234]`
    KeepBinAndLastFour,
    /// `{"text": "<card>"}`
    Text(String),
}

impl Action {
    /// What a pattern puts in the place of a match, before anything else takes it.
    pub(crate) fn replacement(&self) -> Replacement {
        if *self == Action::Pseudonymise { Replacement::Pseudonym } else { Replacement::Mask }
    }

    /// What else takes the place of a match.
    pub(crate) fn substitute(&self) -> Option<Substitute> {
        match self {
            Action::Mask | Action::Pseudonymise => None,
            Action::Remove => Some(Substitute::Removal),
            Action::KeepLastFour => Some(Substitute::LastFour),
            Action::KeepBinAndLastFour => Some(Substitute::BinAndLastFour),
            Action::Text(text) => Some(Substitute::Text(text.clone())),
        }
    }
}
