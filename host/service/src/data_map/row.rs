//! A row of the map, for readers and for the file.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What became of one kind of personal data in one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The tenant's id; `other` for those that are not configured.
    pub tenant: String,
    /// The name of the application; empty where its events have none.
    pub application: String,
    /// The kind of the event.
    pub event: String,
    /// A JSON Pointer, in which `*` stands for an index, an id, or a name that may be a value; `other` for places beyond the
    /// limit.
    pub place: String,
    /// `value`, or `name` where it was found in the name of a member.
    pub part: String,
    /// The kind of data, or the rule of the filter.
    pub kind: String,
    /// `removed`, `observed` or `withheld`.
    pub outcome: String,
    /// The filter that found it, or `guard`.
    pub filter: String,
    /// Values, or parts of values.
    pub count: u64,
    /// When it was seen first, milliseconds since 1970.
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    pub first: u64,
    /// When it was seen last, milliseconds since 1970.
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    pub last: u64,
}

impl Row {
    /// The names of the columns.
    pub const COLUMNS: [&str; 11] =
        ["tenant", "application", "event", "place", "part", "kind", "outcome", "filter", "count", "first", "last"];

    /// The columns as texts.
    #[must_use]
    pub fn cells(&self) -> [String; 11] {
        let Self { tenant, application, event, place, part, kind, outcome, filter, .. } = self;
        let [tenant, application, event, place] = [tenant, application, event, place].map(Clone::clone);
        let [part, kind, outcome, filter] = [part, kind, outcome, filter].map(Clone::clone);
        let (count, first, last) = (self.count.to_string(), rfc3339(self.first), rfc3339(self.last));
        [tenant, application, event, place, part, kind, outcome, filter, count, first, last]
    }
}

/// UTC, with milliseconds.
fn rfc3339(milliseconds: u64) -> String {
    let time = i64::try_from(milliseconds).ok().and_then(|time| Timestamp::from_millisecond(time).ok());
    format!("{:.3}", time.unwrap_or(Timestamp::UNIX_EPOCH))
}

fn write_time<S: Serializer>(time: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rfc3339(*time))
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let time: Timestamp = String::deserialize(deserializer)?.parse().map_err(D::Error::custom)?;
    Ok(u64::try_from(time.as_millisecond()).unwrap_or_default())
}
