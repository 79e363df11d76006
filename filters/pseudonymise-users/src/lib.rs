//! Replaces ids of users by pseudonyms, wherever they stand: readers can still count and follow users, and not name them.

use serde::Deserialize;
use sluice_filter::{Batch, Event, Filter, Rule};

/// Members that hold a user's id or name, in the words of OpenTelemetry, Datadog, Sentry and of this field.
const NAMES: [&str; 20] = [
    "user.id",
    "user.name",
    "user.email",
    "user.full_name",
    "user.hash",
    "enduser.id",
    "enduser.pseudo.id",
    "usr.id",
    "usr.name",
    "usr.email",
    "user_id",
    "userId",
    "username",
    "userName",
    "agent_id",
    "agentId",
    "agent.id",
    "customer_id",
    "customerId",
    "login",
];
/// Members of which each holds something of one user.
const OBJECTS: [&str; 3] = ["user", "usr", "enduser"];

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Names of members, beside the built-in ones.
    names: Vec<String>,
    /// Built-in names that are no users here.
    except: Vec<String>,
    /// Where to look.
    under: Vec<String>,
    /// What stands in pseudonyms and receipts.
    rule: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { names: Vec::new(), except: Vec::new(), under: vec!["/attributes".into()], rule: "user".into() }
    }
}

/// The filter.
pub struct PseudonymiseUsers {
    names: Vec<String>,
    objects: Vec<String>,
    under: Vec<String>,
    rule: Rule,
}

impl Filter for PseudonymiseUsers {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        let Settings { names, except, under, rule } = settings;
        if let Some(path) = under.iter().find(|path| !path.is_empty() && !path.starts_with('/')) {
            return Err(format!("under: {path:?} is not a json pointer; they look like \"/attributes\""));
        }
        let is_built_in = |name: &String| NAMES.iter().chain(&OBJECTS).any(|built_in| built_in == name);
        if let Some(name) = except.iter().find(|name| !is_built_in(name)) {
            return Err(format!("except: {name:?} is no built-in name"));
        }
        let others = |built_in: &[&str]| -> Vec<String> {
            built_in.iter().map(|name| (*name).to_owned()).filter(|name| !except.contains(name)).collect()
        };
        Ok(PseudonymiseUsers {
            names: others(&NAMES).into_iter().chain(names).collect(),
            objects: others(&OBJECTS),
            under,
            rule: Rule::declare(&rule).map_err(|error| format!("rule: {error}"))?,
        })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        for event in batch.events() {
            self.under.iter().for_each(|under| self.pseudonymise(event, under));
        }
        Ok(())
    }
}

impl PseudonymiseUsers {
    fn pseudonymise(&self, event: Event<'_>, under: &str) {
        for leaf in event.walk(under).iter().filter(|leaf| self.is_of_a_user(&leaf.path)) {
            // What is neither a text nor a number, such as null, names nobody and stays.
            event.pseudonymise(&leaf.path, self.rule);
        }
    }

    fn is_of_a_user(&self, path: &str) -> bool {
        let mut steps = path.rsplit('/').map(|step| step.replace("~1", "/").replace("~0", "~"));
        let Some(name) = steps.next() else { return false };
        self.names.contains(&name) || steps.next().is_some_and(|parent| self.objects.contains(&parent))
    }
}

sluice_filter::export!(PseudonymiseUsers, without_diagnostics);

#[cfg(test)]
mod tests;
