use crate::Hostile;
use serde::Deserialize;
use sluice_filter::{Batch, Kind, Pattern, Scanner, Span, context, diagnostics, personal};
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
    /// Returns an error with the content of an event in it.
    Error,
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
    /// Counts under ever new names, and under names that would forge other metrics.
    MetricFlood,
    /// Redacts under ever new rules, and under rules that would forge a line.
    RuleFlood,
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
    /// Paths that are no pointers, too deep or too long, numbers of events and scanners that do not exist.
    OddArguments,
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
            Behaviour::StackOverflow => _ = black_box(recurse(1)),
            Behaviour::Error => return Err("failed on purpose".into()),
            Behaviour::LongError => return Err("long ".repeat(200_000)),
            Behaviour::HostCalls => loop {
                black_box(context::request_id());
            },
            Behaviour::LogFlood => loop {
                diagnostics::log(diagnostics::Level::Error, "flood");
            },
            Behaviour::LongLog => sluice_filter::error!("{}", "\"line\",\n\u{2028}".repeat(80_000)),
            Behaviour::MetricFlood => metrics(),
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
            Behaviour::RuleFlood => rules(batch),
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
            Behaviour::OddSpans => odd_spans(batch),
            Behaviour::HostPlaces => host_places(batch)?,
            #[cfg(target_family = "wasm")]
            Behaviour::OddArguments => crate::raw::odd_arguments(),
            Behaviour::TellContext => tell(batch)?,
            _ => return self.without_batch(),
        }
        Ok(())
    }
}

fn message(batch: &Batch) -> String {
    batch.events().next().and_then(|event| event.text("/message")).unwrap_or_default()
}

fn spin() {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

fn allocate() {
    let mut taken = Vec::new();
    loop {
        taken.push(black_box(vec![1_u8; 1 << 20]));
    }
}

#[allow(unconditional_recursion, reason = "on purpose")]
fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    recurse(depth + 1) + frame[0]
}

fn metrics() {
    for forged in ["", "a b", "a{tenant=\"other\"}", "a\nb 1", "Upper", &"a".repeat(49)] {
        diagnostics::count(forged, 1);
        diagnostics::observe(forged, f64::NAN);
    }
    diagnostics::count("huge", u64::MAX);
    diagnostics::count("huge", u64::MAX);
    diagnostics::observe("infinite", f64::INFINITY);
    for number in 0_u64.. {
        diagnostics::count(&format!("flood_{number}"), 1);
    }
}

fn rules(batch: &Batch) {
    for event in batch.events() {
        for forged in ["", "a b", "a\"}", "a\nb", "r\u{e4}ge", &"a".repeat(33)] {
            event.mask_whole("/message", forged);
            event.remove("/message", forged);
        }
        for number in 0..10_000 {
            event.mask_whole("/message", &format!("rule-{number}"));
        }
    }
}

fn edits(batch: &Batch) {
    for number in 0_u64.. {
        let _ = batch.set(&format!("/attributes/flood-{number}"), "0123456789abcdef".repeat(64));
    }
}

fn partial(filter: &Hostile, batch: &Batch) {
    for event in batch.events() {
        let _ = event.set("/attributes/half", "made");
        event.remove("/attributes/user", "removed");
        event.mask("/message", &[Span { start: 0, end: 1 }], "first");
        event.pseudonymise("/session", "session");
        if let Some(scanner) = filter.scanner {
            event.scan(scanner, "");
        }
        if event.text("/name").as_deref() == Some("drop") {
            event.drop();
        }
    }
}

fn odd_spans(batch: &Batch) {
    for event in batch.events() {
        for text in event.texts("") {
            let spans = [(5, 2), (u32::MAX, u32::MAX), (0, u32::MAX), (1, 2), (2, 3), (2, 2), (7, 9), (8, 12)];
            event.mask(&text.path, &spans.map(|(start, end)| Span { start, end }), "odd");
        }
    }
}

fn host_places(batch: &Batch) -> Result<(), String> {
    let places = [
        "",
        "/timestamp",
        "/received_at",
        "/source",
        "/tenant",
        "/tenant/id",
        "/user",
        "/request_id",
        "/event_id",
        "/redactions",
        "/redactions/0",
        "/withheld",
        "/truncated",
        "/level",
        "/values",
        "/values/lcp",
        "/trace",
    ];
    let refused = places.iter().filter(|place| batch.set(place, "forged").is_err()).count();
    Ok(batch.set("/attributes/refused", refused as i64)?)
}

fn tell(batch: &Batch) -> Result<(), String> {
    let tenant = context::tenant();
    let seen = [
        tenant.as_ref().map(|it| it.id.clone()),
        tenant.map(|it| it.name),
        context::app(),
        context::user_agent(),
        context::origin(),
        Some(context::received_at()),
        Some(context::request_id()),
        personal::user(),
        personal::client_address(),
    ];
    let seen = sluice_filter::Value::json(&seen)?;
    Ok(batch.set("/attributes/seen", seen)?)
}
