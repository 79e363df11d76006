//! Groups of kinds, which settings name in the place of kinds.

use crate::Kind;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

/// Kinds that belong together. Each kind is in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// How somebody is reached.
    Contact,
    /// Accounts and what pays.
    Financial,
    /// What lets somebody in.
    Credentials,
    /// Addresses and numbers of machines.
    Network,
    /// Who somebody is.
    Identity,
    /// Where somebody is.
    Location,
}

impl Group {
    /// All groups. Together they have all kinds.
    pub const ALL: [Group; 6] =
        [Group::Contact, Group::Financial, Group::Credentials, Group::Network, Group::Identity, Group::Location];

    /// The name in configurations.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Contact => "contact",
            Group::Financial => "financial",
            Group::Credentials => "credentials",
            Group::Network => "network",
            Group::Identity => "identity",
            Group::Location => "location",
        }
    }

    /// Its kinds.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Group::Contact => &[Kind::Email, Kind::Phone],
            Group::Financial => &[Kind::Card, Kind::Iban, Kind::BankAccount, Kind::CryptoWallet],
            Group::Credentials => &[Kind::Jwt, Kind::Bearer, Kind::UrlCredentials, Kind::Secret],
            Group::Network => &[Kind::Ipv4, Kind::Ipv6, Kind::MacAddress, Kind::DeviceId],
            Group::Identity => &[
                Kind::Ssn,
                Kind::Person,
                Kind::NationalId,
                Kind::Passport,
                Kind::VehicleId,
                Kind::BirthDate,
                Kind::UserPath,
            ],
            Group::Location => &[Kind::Coordinates],
        }
    }
}

/// A kind or a group of kinds, as settings name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selection {
    /// All of a group.
    Group(Group),
    /// One kind.
    Kind(Kind),
}

impl Selection {
    /// The names of all kinds and groups.
    pub const NAMES: &[&str] = NAMES;

    /// The kind or group of this name.
    pub fn named(name: &str) -> Option<Selection> {
        let group = || Group::ALL.into_iter().find(|group| group.as_str() == name).map(Selection::Group);
        name.parse().map(Selection::Kind).ok().or_else(group)
    }

    /// What it stands for.
    pub fn kinds(&self) -> &[Kind] {
        match self {
            Selection::Kind(kind) => std::slice::from_ref(kind),
            Selection::Group(group) => group.kinds(),
        }
    }
}

impl<'de> Deserialize<'de> for Selection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Selection, D::Error> {
        struct Name;
        impl de::Visitor<'_> for Name {
            type Value = Selection;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a kind or group of kinds")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Selection, E> {
                Selection::named(name).ok_or_else(|| E::unknown_variant(name, NAMES))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

#[rustfmt::skip]
const NAMES: &[&str] = &[
    "contact", "financial", "credentials", "network", "identity", "location", "email", "phone", "card", "iban", "ipv4", "ipv6",
    "jwt", "bearer", "url-credentials", "ssn", "secret", "person", "national-id", "passport", "bank-account", "crypto-wallet",
    "mac-address", "device-id", "vehicle-id", "birth-date", "coordinates", "user-path",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_in_one_group_and_every_name_is_known() {
        let mut kinds: Vec<Kind> = Group::ALL.iter().flat_map(|group| group.kinds()).copied().collect();
        kinds.sort_unstable();
        assert_eq!(kinds, Kind::ALL);
        let selected = |name: &&str| serde_json::from_value::<Selection>((*name).into()).unwrap();
        let selections: Vec<Selection> = NAMES.iter().map(selected).collect();
        let expected = Group::ALL.map(Selection::Group).into_iter().chain(Kind::ALL.map(Selection::Kind));
        assert_eq!(selections, expected.collect::<Vec<_>>());
        let unknown = serde_json::from_value::<Selection>("mail".into()).unwrap_err();
        assert!(unknown.to_string().starts_with("unknown variant `mail`, expected one of `contact`"), "{unknown}");
    }
}
