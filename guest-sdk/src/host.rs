//! The host's functions, in this crate's own types. `testing::host` has the same functions for unit tests.

use crate::bindings::sluice::filter::{diagnostics as d, enrich as e, events, redact, scanners as s, types};
use crate::types::{
    EditError, Kind, Leaf, Level, Match, Matcher, Options, Pattern, Replacement, Span, Substitute, Tenant, Text, Value,
};

pub(crate) use crate::bindings::sluice::filter::context::{app, origin, received_at, request_id, user_agent};
pub(crate) use crate::bindings::sluice::filter::diagnostics::{
    count as add, declare_counter, declare_histogram, observe,
};
pub(crate) use crate::bindings::sluice::filter::events::{count, hash, members};
pub(crate) use crate::bindings::sluice::filter::personal::{client_address, user};
pub(crate) use redact::{
    declare_rule, drop, pseudonymise, remove, remove_others_batch, scan, scan_batch, scan_names, scan_names_batch,
};

pub(crate) fn get(event: u32, path: &str) -> Option<Value> {
    events::get(event, path).map(lift)
}

fn lift(value: types::Value) -> Value {
    match value {
        types::Value::Null => Value::Null,
        types::Value::Boolean(it) => Value::Boolean(it),
        types::Value::Integer(it) => Value::Integer(it),
        types::Value::Number(it) => Value::Number(it),
        types::Value::Text(it) => Value::Text(it),
        types::Value::Json(it) => Value::Json(it),
    }
}

pub(crate) fn texts(event: u32, under: &str) -> Vec<Text> {
    events::texts(event, under).into_iter().map(|it| Text { path: it.path, text: it.text }).collect()
}

pub(crate) fn leaves(event: u32, under: &str) -> Vec<Leaf> {
    events::leaves(event, under).into_iter().map(|it| Leaf { path: it.path, value: lift(it.value) }).collect()
}

pub(crate) fn mask(event: u32, path: &str, spans: &[Span], rule: u32) -> bool {
    let spans: Vec<_> = spans.iter().map(|it| types::Span { start: it.start, end: it.end }).collect();
    redact::mask(event, path, &spans, rule)
}

pub(crate) fn set(event: u32, path: &str, value: Value) -> Result<(), EditError> {
    e::set(event, path, &lower(value)).map_err(edit_error)
}

pub(crate) fn set_batch(path: &str, value: Value) -> Result<(), EditError> {
    e::set_batch(path, &lower(value)).map_err(edit_error)
}

pub(crate) fn set_missing_batch(path: &str, value: Value) -> Result<(), EditError> {
    e::set_missing_batch(path, &lower(value)).map_err(edit_error)
}

fn lower(value: Value) -> types::Value {
    match value {
        Value::Null => types::Value::Null,
        Value::Boolean(it) => types::Value::Boolean(it),
        Value::Integer(it) => types::Value::Integer(it),
        Value::Number(it) => types::Value::Number(it),
        Value::Text(it) => types::Value::Text(it),
        Value::Json(it) => types::Value::Json(it),
    }
}

fn edit_error(error: e::EditError) -> EditError {
    match error {
        e::EditError::NoSuchEvent => EditError::NoSuchEvent,
        e::EditError::BadPath => EditError::BadPath,
        e::EditError::NotAllowed => EditError::NotAllowed,
        e::EditError::BadValue => EditError::BadValue,
        e::EditError::Limit => EditError::Limit,
    }
}

pub(crate) fn compile(patterns: &[Pattern]) -> Result<u32, String> {
    s::compile(&lower_patterns(patterns))
}

pub(crate) fn compile_with(patterns: &[Pattern], options: &Options) -> Result<u32, String> {
    let Options { secret_names, plain_names, countries } = options.clone();
    s::compile_with(&lower_patterns(patterns), &s::Options { secret_names, plain_names, countries })
}

pub(crate) fn keep(scanner: u32, places: &[String]) -> Result<(), String> {
    s::keep(scanner, places)
}

pub(crate) fn replace_with(scanner: u32, pattern: u32, substitute: &Substitute) -> Result<(), String> {
    let substitute = match substitute {
        Substitute::Removal => s::Substitute::Removal,
        Substitute::LastFour => s::Substitute::LastFour,
        Substitute::BinAndLastFour => s::Substitute::BinAndLastFour,
        Substitute::Text(text) => s::Substitute::Text(text.clone()),
    };
    s::replace_with(scanner, pattern, &substitute)
}

fn lower_patterns(patterns: &[Pattern]) -> Vec<s::Pattern> {
    patterns
        .iter()
        .map(|it| s::Pattern {
            rule: it.rule.clone(),
            matcher: match &it.matcher {
                Matcher::Kind(kind) => s::Matcher::Kind(lower_kind(*kind)),
                Matcher::Regex(regex) => s::Matcher::Regex(regex.clone()),
            },
            replacement: match it.replacement {
                Replacement::Mask => s::Replacement::Mask,
                Replacement::Pseudonym => s::Replacement::Pseudonym,
            },
        })
        .collect()
}

fn lower_kind(kind: Kind) -> s::Kind {
    match kind {
        Kind::Email => s::Kind::Email,
        Kind::Phone => s::Kind::Phone,
        Kind::Card => s::Kind::Card,
        Kind::Iban => s::Kind::Iban,
        Kind::Ipv4 => s::Kind::Ipv4,
        Kind::Ipv6 => s::Kind::Ipv6,
        Kind::Jwt => s::Kind::Jwt,
        Kind::Bearer => s::Kind::Bearer,
        Kind::UrlCredentials => s::Kind::UrlCredentials,
        Kind::Ssn => s::Kind::Ssn,
        Kind::Secret => s::Kind::Secret,
        Kind::Person => s::Kind::Person,
        Kind::NationalId => s::Kind::NationalId,
        Kind::Passport => s::Kind::Passport,
        Kind::BankAccount => s::Kind::BankAccount,
        Kind::CryptoWallet => s::Kind::CryptoWallet,
        Kind::MacAddress => s::Kind::MacAddress,
        Kind::DeviceId => s::Kind::DeviceId,
        Kind::VehicleId => s::Kind::VehicleId,
        Kind::BirthDate => s::Kind::BirthDate,
        Kind::Coordinates => s::Kind::Coordinates,
        Kind::UserPath => s::Kind::UserPath,
    }
}

pub(crate) fn find(scanner: u32, text: &str) -> Vec<Match> {
    let found = s::find(scanner, text).into_iter();
    found.map(|it| Match { span: Span { start: it.start, end: it.end }, pattern: it.pattern }).collect()
}

pub(crate) fn tenant() -> Option<Tenant> {
    let tenant = crate::bindings::sluice::filter::context::tenant()?;
    Some(Tenant { id: tenant.id, name: tenant.name })
}

pub(crate) fn log(level: Level, message: &str) {
    let level = match level {
        Level::Debug => d::Level::Debug,
        Level::Info => d::Level::Info,
        Level::Warn => d::Level::Warn,
        Level::Error => d::Level::Error,
    };
    d::log(level, message);
}
