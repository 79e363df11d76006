use super::kind::Kind;
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

    /// The name in settings.
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
                let group = || Group::ALL.into_iter().find(|group| group.as_str() == name).map(Selection::Group);
                let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == name).map(Selection::Kind);
                kind.or_else(group).ok_or_else(|| E::unknown_variant(name, NAMES))
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
