use crate::Hostile;
use crate::acts::{
    allocate, edits, host_places, known_text, message, odd_spans, partial, reassemble, recurse, recurse_in_memory,
    spin, tell,
};
use crate::names;
use serde::Deserialize;
use sluice_filter::{Batch, Kind, Pattern, Scanner, context, diagnostics};
use std::hint::black_box;

/// One way to misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Behaviour {
    /// Does nothing wrong.
    None,
    /// Never ends.
    Loop,
    /// Takes memory until there is none.
    Allocate,
    /// Panics, with the content of an event in the message.
    Trap,
    /// Calls itself without end.
    StackOverflow,
    /// The same with a large frame, so that the stack in memory overflows first.
    StackInMemory,
    /// Returns an error with the content of an event in it.
    Error,
    /// Returns an error of a text that tests know, as long as is shown.
    KnownError,
    /// Returns an error of a megabyte.
    LongError,
    /// Asks the host a cheap question without end.
    HostCalls,
    /// Asks the host for every text without end.
    TextStorm,
    /// Sets members without end, ignoring refusals.
    EditStorm,
    /// Sets one member of 64 MiB.
    LargeValue,
    /// Writes log lines without end.
    LogFlood,
    /// Writes one log line of a megabyte, with line breaks and quotes in it.
    LongLog,
    /// Counts without end, under as many names as it could declare.
    MetricFlood,
    /// Redacts under as many rules as it could declare.
    RuleFlood,
    /// Declares a rule that would forge a line.
    ForgedRule,
    /// Declares names made of what it reads; sets `/attributes/late` to what the host said.
    LateNames,
    /// Redacts under a rule that it never declared.
    UndeclaredRule,
    /// Measures under numbers that are no counter and no histogram.
    UndeclaredMetric,
    /// Compiles a scanner on a batch, which is too late; sets `/attributes/late` to what the host said.
    LateScanner,
    /// Compiles scanners without end.
    ManyScanners,
    /// Compiles an expression that would take gigabytes.
    LargeRegex,
    /// Sets `/attributes/previous` to the message that it saw in an earlier run, and remembers this run's.
    KeepSecret,
    /// Drops an event, masks, removes, scans and sets, then panics.
    PartialThenTrap,
    /// The same, then returns an error.
    PartialThenError,
    /// Spans that are reversed, out of bounds, overlapping and within a character.
    OddSpans,
    /// Sets the members that belong to the host; sets `/attributes/refused` to how many of them it refused.
    HostPlaces,
    /// Paths that are no pointers, too deep or too long, numbers of events that do not exist, values that are no JSON.
    OddArguments,
    /// Scans with a scanner that does not exist.
    UnknownScanner,
    /// Puts the two halves of the message, on both sides of a `|`, together: as a value, percent-encoded, and as a name.
    Reassemble,
    /// Reveals in `/attributes/seen` all that it is told about the request.
    TellContext,
}

impl Behaviour {
    /// The part that needs no batch.
    pub(crate) fn without_batch(self) -> Result<(), String> {
        match self {
            Behaviour::Loop => spin(),
            Behaviour::Allocate => allocate(),
            Behaviour::Trap => panic!("trapped on purpose"),
            Behaviour::StackOverflow => _ = black_box(recurse(black_box(u64::MAX))),
            Behaviour::StackInMemory => _ = black_box(recurse_in_memory(1)),
            Behaviour::Error => return Err("failed on purpose".into()),
            Behaviour::KnownError => return Err(known_text()),
            Behaviour::LongError => return Err("long ".repeat(200_000)),
            Behaviour::HostCalls => loop {
                black_box(context::request_id());
            },
            Behaviour::LogFlood => loop {
                diagnostics::log(diagnostics::Level::Error, "flood");
            },
            Behaviour::LongLog => sluice_filter::error!("{}", "\"line\",\n\u{2028}".repeat(80_000)),
            _ => {}
        }
        Ok(())
    }

    /// What is compiled while configuring.
    pub(crate) fn scanner(self) -> Result<Option<Scanner>, String> {
        match self {
            Behaviour::ManyScanners => loop {
                Scanner::compile(&Kind::ALL.map(Pattern::kind))?;
            },
            Behaviour::LargeRegex => Scanner::compile(&[Pattern::regex("large", r"(?:\pL{1000}){1000}")]).map(Some),
            Behaviour::PartialThenError | Behaviour::PartialThenTrap => {
                Scanner::compile(&[Pattern::kind(Kind::Email)]).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// All of it.
    pub(crate) fn with_batch(self, filter: &Hostile, batch: &Batch) -> Result<(), String> {
        match self {
            Behaviour::Trap => panic!("trapped on {}", message(batch)),
            Behaviour::Error => return Err(format!("failed on {}", message(batch))),
            Behaviour::TextStorm => loop {
                batch.events().for_each(|event| _ = black_box(event.texts("")));
            },
            Behaviour::EditStorm => edits(batch),
            Behaviour::LargeValue => batch.set("/attributes/large", "x".repeat(64 << 20))?,
            Behaviour::MetricFlood => filter.names.measure(),
            Behaviour::RuleFlood => filter.names.redact(batch),
            Behaviour::LateNames => names::declare_late(filter, batch)?,
            Behaviour::LateScanner => {
                let said = Scanner::compile(&[Pattern::kind(Kind::Email)]).err().unwrap_or_default();
                batch.set("/attributes/late", said)?;
            }
            Behaviour::KeepSecret => {
                let previous = filter.secret.replace(message(batch));
                batch.set("/attributes/previous", previous)?;
            }
            Behaviour::PartialThenTrap => {
                partial(filter, batch);
                panic!("trapped after edits");
            }
            Behaviour::PartialThenError => {
                partial(filter, batch);
                return Err("failed after edits".into());
            }
            Behaviour::OddSpans => odd_spans(filter, batch),
            Behaviour::HostPlaces => host_places(batch)?,
            #[cfg(target_family = "wasm")]
            Behaviour::OddArguments => crate::raw::odd_arguments(),
            #[cfg(target_family = "wasm")]
            Behaviour::UnknownScanner => crate::raw::unknown_scanner(),
            #[cfg(target_family = "wasm")]
            Behaviour::UndeclaredRule => crate::raw::undeclared_rule(),
            #[cfg(target_family = "wasm")]
            Behaviour::UndeclaredMetric => crate::raw::undeclared_metric(),
            Behaviour::Reassemble => reassemble(batch)?,
            Behaviour::TellContext => tell(batch)?,
            _ => return self.without_batch(),
        }
        Ok(())
    }
}
