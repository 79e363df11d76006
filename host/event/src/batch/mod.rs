//! A batch and what it consists of.

pub(crate) mod clean_texts;
mod counted;
mod get;
pub(crate) mod member;
mod member_name;
pub(crate) mod name_table;
pub(crate) mod node;
pub(crate) mod path;
pub(crate) mod places;
pub(crate) mod tape;
pub(crate) mod view;
mod walk;

use std::{borrow::Cow, fmt, ops::Range, sync::Arc};

use crate::batch::clean_texts::CleanTexts;
use crate::batch::member::{DEFAULT_KIND, MEMBERS, Member};
use crate::batch::node::{NONE, Node, Span};
use crate::batch::tape::Tape;
use crate::decode::error::DecodeError;
use crate::decode::report::DecodeReport;
use crate::edit::guard;
use crate::edit::log::{FilterName, Log};
use crate::edit::scan::scanned::Scanned;
use sluice_scan::{Coverage, Match};

/// The events of one request: the body, the nodes in it, and the edits of the filters so far.
///
/// Its `Debug` shows no content. A clone copies all of it.
#[derive(Clone)]
pub struct Batch {
    pub(crate) tape: Tape,
    pub(crate) events: Vec<Event>,
    /// Keys of members that events have under `/attributes` without being in an object of that name.
    pub(crate) others: Vec<u32>,
    pub(crate) token: Option<Span>,
    pub(crate) log: Log,
    pub(crate) withheld: Option<Withheld>,
    /// What scanners of whole events have found, each once; see [`Scanned`].
    pub(crate) coverages: Vec<Coverage>,
    pub(crate) clean_texts: Box<CleanTexts>,
    /// Whether a scan has changed the name of a member.
    pub(crate) has_edited_names: bool,
    /// Nodes that scanners pass over now.
    pub(crate) passed_over: Vec<(u32, u32)>,
    /// Kept between scans for its capacity.
    pub(crate) matches: Vec<Match>,
    /// Where `extra` may end: past it, masks take whole values and `set` fails.
    pub(crate) text_limit: usize,
    pub(crate) report: DecodeReport,
}

/// Where the parts of one event are.
#[derive(Clone)]
pub(crate) struct Event {
    /// The object that the client sent.
    pub(crate) root: u32,
    /// The values of the known members, by [`Member`](super::Member).
    pub(crate) members: [u32; MEMBERS],
    /// Which of the batch's `others` are this event's.
    pub(crate) others: Range<u32>,
    /// Nodes that this event got from the envelope around it.
    pub(crate) shared: Range<u32>,
    /// The key of the member that this event got from the request's head, or `NONE`.
    pub(crate) given: u32,
    /// The event's time in RFC 3339, where it has one.
    pub(crate) time: Span,
    /// The latest receipt of this event: its index, plus one.
    pub(crate) receipt: u32,
    /// The number of the last run that changed this event.
    pub(crate) changed_by: u32,
    /// Bytes by which that run has made it longer.
    pub(crate) grown: usize,
    pub(crate) dropped: bool,
    /// Which scanners have seen it as it is now.
    pub(crate) scanned: Scanned,
    /// What the guard found in it that must not be written.
    pub(crate) withheld: Option<&'static str>,
}

/// A filter's content could not be trusted: nothing of the batch is written but the envelopes.
#[derive(Clone)]
pub(crate) struct Withheld {
    pub(crate) filter: String,
    pub(crate) reason: &'static str,
}

/// A value in an event. Its `Debug` shows the type alone.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without fraction and exponent that fits.
    Integer(i64),
    /// Any other number of at most 15 digits: a float holds it as it was sent.
    Number(f64),
    /// A string, decoded.
    Text(Cow<'a, str>),
    /// Arrays, objects, and numbers that no other variant holds, as JSON.
    Json(Cow<'a, str>),
}

impl Value<'_> {
    /// The same value, whose text belongs to this one.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Null => Value::Null,
            Value::Boolean(value) => Value::Boolean(*value),
            Value::Integer(value) => Value::Integer(*value),
            Value::Number(value) => Value::Number(*value),
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            Value::Json(text) => Value::Json(Cow::Borrowed(text)),
        }
    }

    /// A text, or JSON text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Json(text) => Some(text),
            _ => None,
        }
    }
}

impl Batch {
    pub(crate) fn new(tape: Tape) -> Batch {
        // Four times the body: each text may be edited by more than one filter; the rest is for small bodies.
        let text_limit = 4 * tape.body.len() + tape.extra.len() + (1 << 20);
        Batch {
            tape,
            events: Vec::new(),
            others: Vec::new(),
            token: None,
            log: Log::default(),
            withheld: None,
            coverages: Vec::new(),
            clean_texts: Box::default(),
            has_edited_names: false,
            passed_over: Vec::new(),
            matches: Vec::new(),
            text_limit,
            report: DecodeReport::default(),
        }
    }

    /// Bytes of the body and of what was made of it: about what its lines will take.
    pub(crate) fn bytes(&self) -> usize {
        self.tape.body.len() + self.tape.extra.len()
    }

    /// Bytes of memory that it takes, but for what filters add to it.
    pub fn memory_bytes(&self) -> usize {
        let text = self.tape.body.capacity() + self.tape.extra.capacity();
        text + size_of::<Node>() * self.tape.nodes.capacity() + size_of::<Event>() * self.events.capacity()
    }

    /// How many events there are, dropped ones included.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether the client sent no events.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Whether a filter dropped the event of that number.
    pub fn is_dropped(&self, event: u32) -> bool {
        self.events.get(event as usize).is_some_and(|event| event.dropped)
    }

    /// The same batch, made of a body of another format, of which this is left out.
    ///
    /// # Errors
    /// Where nothing in that body could be read.
    pub fn with_report(mut self, report: DecodeReport) -> Result<Batch, DecodeError> {
        self.report = report.of_events(self.events.len())?;
        Ok(self)
    }

    /// What the body had that is not in the batch. It is given once.
    pub fn take_report(&mut self) -> DecodeReport {
        std::mem::take(&mut self.report)
    }

    /// `access_token` beside the events, for clients that cannot set headers; it is no part of any event.
    pub fn access_token(&self) -> Option<&str> {
        self.token.map(|span| self.tape.text(span))
    }

    /// Removes the events whose kind is not `taken`, as if they had not been sent, and says how many they were. Filters must not
    /// have seen them.
    pub fn retain_kinds(&mut self, taken: impl Fn(&str) -> bool) -> usize {
        let before = self.events.len();
        let events = std::mem::take(&mut self.events);
        let kind = |event: &Event| self.text(event, Member::Kind).unwrap_or(DEFAULT_KIND);
        let left = events.into_iter().filter(|event| taken(kind(event))).collect();
        self.events = left;
        before - self.events.len()
    }

    /// Nothing that the events say will be written, whatever happens to the batch afterwards. The first call counts.
    pub fn withhold(&mut self, filter: &FilterName, reason: &'static str) {
        self.withheld.get_or_insert_with(|| Withheld { filter: filter.name.clone(), reason });
    }

    /// Why nothing of the event is written but its envelope: the filter, or the guard, and the reason.
    pub(crate) fn withheld(&self, event: &Event) -> Option<(&str, &'static str)> {
        let of_batch = self.withheld.as_ref().map(|withheld| (withheld.filter.as_str(), withheld.reason));
        of_batch.or_else(|| event.withheld.map(|kind| (guard::NAME, kind)))
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The event of that number, unless a filter dropped it.
    pub(crate) fn event(&self, event: u32) -> Option<&Event> {
        self.events.get(event as usize).filter(|event| !event.dropped)
    }

    pub(crate) fn others(&self, event: &Event) -> &[u32] {
        &self.others[event.others.start as usize..event.others.end as usize]
    }

    pub(crate) fn running(&self) -> Option<&Arc<FilterName>> {
        self.log.running.as_ref().and_then(|_| self.log.filters.last())
    }
}

impl Event {
    pub(crate) fn is_dropped(&self) -> bool {
        self.dropped
    }

    /// An event without members.
    pub(crate) fn at(root: u32) -> Event {
        Event {
            root,
            members: [NONE; MEMBERS],
            others: 0..0,
            shared: 0..0,
            given: NONE,
            time: Span::default(),
            receipt: 0,
            changed_by: 0,
            grown: 0,
            dropped: false,
            scanned: Scanned::default(),
            withheld: None,
        }
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Batch").field("events", &self.events.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Value::Null => "Null",
            Value::Boolean(_) => "Boolean",
            Value::Integer(_) => "Integer",
            Value::Number(_) => "Number",
            Value::Text(_) => "Text",
            Value::Json(_) => "Json",
        })
    }
}
