//! A batch and what it consists of.

pub(crate) mod clean_texts;
mod counted;
pub(crate) mod event;
pub(crate) mod filter_name;
pub(crate) mod finding;
mod get;
pub(crate) mod log;
mod member_name;
pub(crate) mod path;
pub(crate) mod places;
pub(crate) mod value;
pub(crate) mod view;
mod walk;

use std::{fmt, sync::Arc};

use self::clean_texts::CleanTexts;
use self::event::Event;
use self::filter_name::{FilterName, GUARD};
use self::log::Log;
use crate::decode::error::DecodeError;
use crate::decode::report::DecodeReport;
use crate::member::{DEFAULT_KIND, Member};
use crate::tape::Tape;
use crate::tape::node::Node;
use crate::tape::span::Span;
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
    /// What scanners of whole events have found, each once; see [`Scanned`](event::Scanned).
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

/// A filter's content could not be trusted: nothing of the batch is written but the envelopes.
#[derive(Clone)]
pub(crate) struct Withheld {
    pub(crate) filter: String,
    pub(crate) reason: &'static str,
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
    pub fn bytes(&self) -> usize {
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
        of_batch.or_else(|| event.withheld.map(|kind| (GUARD, kind)))
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

impl fmt::Debug for Batch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Batch").field("events", &self.events.len()).finish_non_exhaustive()
    }
}
