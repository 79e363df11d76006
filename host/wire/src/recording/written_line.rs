//! A line that the service wrote, as the event that a client could have sent.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::sender::Sender;

/// Members that say who sent the event, or what filters did to it. `deploy/line.schema.json` describes them.
const NOT_SENT: [&str; 8] =
    ["received_at", "source", "tenant", "user", "request_id", "redactions", "truncated", "withheld"];

/// A line, taken apart.
pub(super) struct WrittenLine {
    pub(super) sender: Sender,
    /// JSON; none where the content was withheld.
    pub(super) event: Option<String>,
}

#[derive(Default, Deserialize)]
struct Tenant {
    id: Option<String>,
    name: Option<String>,
}

impl WrittenLine {
    /// None where it is not JSON, or its envelope is of other types.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let members: BTreeMap<String, &RawValue> = serde_json::from_slice(line).ok()?;
        let text = |name: &str| match members.get(name) {
            Some(raw) => serde_json::from_str::<Option<String>>(raw.get()).ok(),
            None => Some(None),
        };
        let tenant = match members.get("tenant") {
            Some(raw) => serde_json::from_str::<Tenant>(raw.get()).ok()?,
            None => Tenant::default(),
        };
        let sender = Sender {
            tenant_id: tenant.id,
            tenant_name: tenant.name,
            user: text("user")?,
            received_at: text("received_at")?,
            request_id: text("request_id")?,
        };
        let event = (!members.contains_key("withheld")).then(|| event(&members));
        Some(Self { sender, event })
    }
}

fn event(members: &BTreeMap<String, &RawValue>) -> String {
    let sent = members.iter().filter(|(name, _)| !NOT_SENT.contains(&name.as_str()));
    let sent = sent.map(|(name, value)| format!("{}:{value}", serde_json::Value::from(name.as_str())));
    format!("{{{}}}", sent.collect::<Vec<_>>().join(","))
}
