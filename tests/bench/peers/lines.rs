use crate::{
    payload::{Payload, personal_text},
    server::{Contestant, Lines},
};
use serde_json::Value;
use sluice_tests::{Browser, Genesys, until};
use std::fmt;

/// What the lines of one batch hold. That each event has its line was made sure of.
pub struct Checked {
    events: usize,
    personal: usize,
    /// Personal texts that are still in a line.
    left: usize,
    /// Random ids of sessions that were taken for something personal.
    sessions_masked: usize,
}

/// Sends one batch to a contestant of its own.
///
/// # Panics
/// When not every event has a line: who loses some cannot be compared.
pub fn check(contestant: &Contestant, genesys: &Genesys, payload: Payload) -> Checked {
    let server = contestant.start(genesys, Lines::Kept);
    let reply = Browser::to(&format!("http://{}", server.address())).ask().body(payload.body()).send();
    assert!((200..300).contains(&reply.status), "{contestant:?} refuses a batch with {}", reply.status);
    let count = payload.count();
    until(&format!("{contestant:?} has written the lines of {count} events"), || {
        (server.lines() >= count).then_some(())
    });
    let text = server.output().text();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let events = payload.events();
    assert_eq!(lines.len(), events.len(), "{contestant:?} writes other lines than those of its batch");
    let pairs = || lines.iter().zip(&events);
    let missing = pairs().filter(|(line, event)| !is_of(line, event)).count();
    assert_eq!(missing, 0, "{contestant:?} has lost events");
    let personal: Vec<&str> = events.iter().filter_map(personal_text).collect();
    Checked {
        events: events.len(),
        personal: personal.len(),
        left: personal.iter().filter(|personal| text.contains(**personal)).count(),
        sessions_masked: pairs().filter(|(line, event)| line["session"] != event["session"]).count(),
    }
}

/// What is harmless in an event is in its line.
fn is_of(line: &Value, event: &Value) -> bool {
    let message = event["message"].as_str().unwrap_or_default();
    let harmless = message.strip_suffix(personal_text(event).unwrap_or_default()).unwrap_or_default();
    let same = |member: &str| line[member] == event[member];
    let starts = line["message"].as_str().is_some_and(|message| message.starts_with(harmless));
    same("name") && same("level") && same("attributes") && starts
}

impl fmt::Display for Checked {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} events have their lines, ", self.events)?;
        match self.left {
            0 => write!(to, "{} personal texts are masked", self.personal)?,
            left => write!(to, "MASKS LESS: {left} of {} personal texts are left", self.personal)?,
        }
        match self.sessions_masked {
            0 => Ok(()),
            masked => write!(to, "; ids of sessions masked as well: {masked}"),
        }
    }
}
