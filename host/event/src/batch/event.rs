//! One event of a batch.

use crate::member::MEMBERS;
use crate::tape::node::NONE;
use crate::tape::span::Span;
use std::ops::Range;

/// Where the parts of one event are.
#[derive(Clone)]
pub(crate) struct Event {
    /// The object that the client sent.
    pub(crate) root: u32,
    /// The values of the known members, by [`Member`](crate::Member).
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

/// By which of the batch's coverages an event was scanned as it is now: an index plus one, or 0.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scanned {
    pub(crate) values: u8,
    pub(crate) names: u8,
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
