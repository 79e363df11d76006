//! The members of an event that the host knows, and what they have to be.

/// A member that the host knows, in the order in which lines have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Member {
    Time,
    Kind,
    EventId,
    IdempotencyKey,
    Level,
    Name,
    Message,
    App,
    Session,
    Page,
    Browser,
    Trace,
    Values,
    Attributes,
}

/// How many there are.
pub(crate) const MEMBERS: usize = 14;

/// Longest `event_id` and `idempotency_key` that are taken, in bytes: a UUID has 36.
pub const MAX_ID_BYTES: usize = 128;

/// What an event can be: the values of `kind`.
pub const KINDS: [&str; 6] = ["log", "event", "exception", "measurement", "span", "report"];

/// That of an event that does not say its own.
pub(crate) const DEFAULT_KIND: &str = "event";

/// What a place in an event has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The host's: it can be taken away, and that is all.
    Host,
    Text,
    /// An object of texts.
    Texts,
    /// An object of texts, in which `mobile` may be a boolean.
    Browser,
    Number,
    /// An object of numbers.
    Numbers,
    /// Any object.
    Object,
    Any,
}

impl Member {
    pub(crate) const ALL: [Member; MEMBERS] = [
        Member::Time,
        Member::Kind,
        Member::EventId,
        Member::IdempotencyKey,
        Member::Level,
        Member::Name,
        Member::Message,
        Member::App,
        Member::Session,
        Member::Page,
        Member::Browser,
        Member::Trace,
        Member::Values,
        Member::Attributes,
    ];

    pub(crate) fn named(name: &str) -> Option<Member> {
        Some(match name.as_bytes() {
            b"time" => Member::Time,
            b"kind" => Member::Kind,
            b"event_id" => Member::EventId,
            b"idempotency_key" => Member::IdempotencyKey,
            b"level" => Member::Level,
            b"name" => Member::Name,
            b"message" => Member::Message,
            b"app" => Member::App,
            b"session" => Member::Session,
            b"page" => Member::Page,
            b"browser" => Member::Browser,
            b"trace" => Member::Trace,
            b"values" => Member::Values,
            b"attributes" => Member::Attributes,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Member::Time => "time",
            Member::Kind => "kind",
            Member::EventId => "event_id",
            Member::IdempotencyKey => "idempotency_key",
            Member::Level => "level",
            Member::Name => "name",
            Member::Message => "message",
            Member::App => "app",
            Member::Session => "session",
            Member::Page => "page",
            Member::Browser => "browser",
            Member::Trace => "trace",
            Member::Values => "values",
            Member::Attributes => "attributes",
        }
    }

    pub(crate) fn role(self) -> Role {
        match self {
            Member::Time | Member::Kind => Role::Host,
            Member::EventId | Member::IdempotencyKey => Role::Text,
            Member::Level | Member::Name | Member::Message | Member::Session => Role::Text,
            Member::App | Member::Page | Member::Trace => Role::Texts,
            Member::Browser => Role::Browser,
            Member::Values => Role::Numbers,
            Member::Attributes => Role::Object,
        }
    }
}

impl Role {
    /// What the members of an object in this role are; None where there can be none.
    pub(crate) fn of_members(self) -> Option<Role> {
        match self {
            Role::Texts | Role::Browser => Some(Role::Text),
            Role::Numbers => Some(Role::Number),
            Role::Object | Role::Any => Some(Role::Any),
            Role::Host | Role::Text | Role::Number => None,
        }
    }
}

/// Whether a name is one of [`KINDS`], without a comparison for each.
pub(crate) fn is_kind(name: &str) -> bool {
    matches!(name, "log" | "event" | "exception" | "measurement" | "span" | "report")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_event_is_one() {
        assert!(KINDS.into_iter().all(is_kind));
        assert!(!is_kind("") && !is_kind("logs"));
    }
}
