//! What two filters did differently to the same batch: by place and rule, and never a value.

use std::ops::Range;

use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::filter_name::FilterName;
use crate::batch::view::Shown;
use crate::member::Member;
use crate::tape::node::{DEAD, NONE, Shape};
use crate::tape::span::Span;

/// The place of an event that was dropped.
const WHOLE_EVENT: &str = "event";
/// Stands for the rule where a filter set a value.
const SET: &str = "set";
/// Stands for the rule where no receipt says it.
const UNKNOWN: &str = "other";

/// A difference between two runs on copies of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The member of the event, one of those that the host knows, or `event`.
    pub place: &'static str,
    /// A rule that either filter has declared, `dropped`, `set`, or `other`.
    pub rule: String,
    /// What the second run did.
    pub kind: DifferenceKind,
}

/// What the second of two runs did, in comparison with the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// It took more away.
    More,
    /// It took the same away and put something else in its place, or set another value.
    Other,
    /// It left something that the first took away.
    Fewer,
}

/// Compares what `old` and `new` have become, which were copies of `base` before a filter ran on each.
#[must_use]
pub fn compare(base: &Batch, old: &Batch, new: &Batch) -> Vec<Difference> {
    let mut comparison = Comparison { base, old, new, event: 0, place: WHOLE_EVENT, found: Vec::new() };
    for event in 0..base.events.len().min(old.events.len()).min(new.events.len()) {
        comparison.compare_event(event);
    }
    comparison.found
}

struct Comparison<'a> {
    base: &'a Batch,
    old: &'a Batch,
    new: &'a Batch,
    event: usize,
    place: &'static str,
    found: Vec<Difference>,
}

/// What a run left at a node.
#[derive(Clone, Copy)]
enum Left {
    Nothing,
    /// The text that was there, or one with marks in it.
    Text(Span, (u32, u32)),
    /// An object, an array, or a value that is no text.
    Value,
    /// A value that a filter set.
    Replaced,
}

impl Comparison<'_> {
    fn compare_event(&mut self, event: usize) {
        let (base, old, new) = (&self.base.events[event], &self.old.events[event], &self.new.events[event]);
        (self.event, self.place) = (event, WHOLE_EVENT);
        match (base.dropped, old.dropped, new.dropped) {
            (true, ..) | (_, true, true) => return,
            (_, true, false) => return self.add(DifferenceKind::Fewer, "dropped"),
            (_, false, true) => return self.add(DifferenceKind::More, "dropped"),
            _ => {}
        }
        for member in Member::ALL {
            self.place = member.name();
            let found = self.found.len();
            let at = base.members[member as usize];
            if at != NONE {
                self.compare_node(at);
            }
            if member == Member::Attributes {
                let keys = self.base.others(base);
                keys.iter().for_each(|key| self.compare_member(*key));
            }
            let is_same = || self.is_same_member(member);
            if self.found.len() == found && !is_same() {
                self.add(DifferenceKind::Other, SET);
            }
        }
    }

    fn is_same_member(&self, member: Member) -> bool {
        let (path, event) = (format!("/{}", member.name()), u32::try_from(self.event).unwrap_or(u32::MAX));
        self.old.get(event, &path) == self.new.get(event, &path)
    }

    fn compare_member(&mut self, key: u32) {
        if !self.base.tape.node(key).is(DEAD) {
            self.compare_node(key);
            self.compare_node(key + 1);
        }
    }

    /// Compares a value and everything below it, or a key.
    fn compare_node(&mut self, at: u32) {
        let node = *self.base.tape.node(at);
        match (left(self.base, at), left(self.old, at), left(self.new, at)) {
            (Left::Nothing, ..)
            | (_, Left::Nothing, Left::Nothing)
            | (_, Left::Replaced, _)
            | (_, _, Left::Replaced) => {}
            (_, Left::Nothing, _) => self.add_taken(DifferenceKind::Fewer),
            (_, _, Left::Nothing) => self.add_taken(DifferenceKind::More),
            (Left::Text(before, _), Left::Text(..), Left::Text(..)) => self.compare_texts(at, before),
            (_, Left::Value, Left::Value) => {
                let mut below = at + 1;
                while below < node.next && matches!(node.shape, Shape::Array | Shape::Object) {
                    let next = self.base.tape.node(below).next;
                    if node.shape == Shape::Object {
                        self.compare_member(below)
                    } else {
                        self.compare_node(below)
                    }
                    below = next;
                }
            }
            // A marker took the place of a value that is no text.
            (_, Left::Text(..), Left::Value) => self.add_taken(DifferenceKind::Fewer),
            (_, Left::Value, Left::Text(..)) => self.add_taken(DifferenceKind::More),
            (_, Left::Text(..), Left::Text(..)) => {}
        }
    }

    fn compare_texts(&mut self, at: u32, before: Span) {
        let (old, new) = (Masked::of(self.old, at), Masked::of(self.new, at));
        if old.text == new.text {
            return;
        }
        let before = self.base.tape.text(before);
        let (Some(old_cuts), Some(new_cuts)) = (old.cuts(before), new.cuts(before)) else {
            return self.add(DifferenceKind::Other, UNKNOWN);
        };
        let fewer = uncovered(&old_cuts, &new_cuts).map(|mark| (DifferenceKind::Fewer, old.rule(mark).to_owned()));
        let more = uncovered(&new_cuts, &old_cuts).map(|mark| (DifferenceKind::More, new.rule(mark).to_owned()));
        let mut found: Vec<_> = fewer.chain(more).collect();
        if found.is_empty() {
            found.push((DifferenceKind::Other, old.rule(0).to_owned()));
        }
        found.iter().for_each(|(kind, rule)| self.add(*kind, rule));
    }

    /// Adds what became of a value as a whole, under the rule whose receipt only one of the runs gave.
    fn add_taken(&mut self, kind: DifferenceKind) {
        let (by, not_by) = if kind == DifferenceKind::Fewer { (self.old, self.new) } else { (self.new, self.old) };
        let rules = by.log.filters.last().map(|filter| &*filter.rules).unwrap_or_default();
        let taken = |batch: &Batch, rule: &str| receipts(batch, &batch.events[self.event], rule);
        let rule = rules.iter().find(|rule| taken(by, rule) > taken(not_by, rule));
        let rule = rule.cloned().unwrap_or_else(|| UNKNOWN.to_owned());
        self.add(kind, &rule);
    }

    fn add(&mut self, kind: DifferenceKind, rule: &str) {
        self.found.push(Difference { place: self.place, rule: rule.to_owned(), kind });
    }
}

fn left(batch: &Batch, at: u32) -> Left {
    match batch.shown(at) {
        Shown::Gone | Shown::Null => Left::Nothing,
        Shown::Edited { text, marks } => Left::Text(text, marks),
        Shown::Node(by) if by != at => Left::Replaced,
        Shown::Node(_) => match batch.tape.node(at) {
            node if matches!(node.shape, Shape::Text | Shape::Number | Shape::Key) => Left::Text(node.span, (0, 0)),
            _ => Left::Value,
        },
    }
}

/// How much the last filter took from an event under a rule.
fn receipts(batch: &Batch, event: &Event, rule: &str) -> u32 {
    let last: Option<&FilterName> = batch.log.filters.last().map(AsRef::as_ref);
    let of_last = batch.redactions(event).filter(|given| last.is_some_and(|last| std::ptr::eq(last, given.filter)));
    of_last.filter(|given| given.rule == rule).map(|given| given.count).sum()
}

/// A text with marks, as one run left it.
struct Masked<'a> {
    text: &'a str,
    marks: &'a [(u32, u32)],
    rules: &'a [String],
}

impl<'a> Masked<'a> {
    fn of(batch: &'a Batch, at: u32) -> Self {
        let (span, marks) = match left(batch, at) {
            Left::Text(span, marks) => (span, marks),
            _ => (Span::default(), (0, 0)),
        };
        Self {
            text: batch.tape.text(span),
            marks: batch.log.marks.get(marks.0 as usize..marks.1 as usize).unwrap_or_default(),
            rules: batch.log.filters.last().map(|filter| &*filter.rules).unwrap_or_default(),
        }
    }

    /// Which parts of the text before the run its marks stand for. What is between marks is in both, in the same order.
    fn cuts(&self, before: &str) -> Option<Vec<Range<usize>>> {
        let Some((first, _)) = self.marks.first() else {
            return (self.text == before).then(Vec::new);
        };
        let mut at = before.starts_with(self.text.get(..*first as usize)?).then_some(*first as usize)?;
        let mut cuts = Vec::with_capacity(self.marks.len());
        for (place, (_, end)) in self.marks.iter().enumerate() {
            let next = self.marks.get(place + 1).map(|(start, _)| *start as usize);
            let kept = self.text.get(*end as usize..next.unwrap_or(self.text.len()))?;
            let start = match next {
                Some(_) => at + before.get(at..)?.find(kept)?,
                None => before.strip_suffix(kept)?.len(),
            };
            cuts.push(at..(start >= at).then_some(start)?);
            at = start + kept.len();
        }
        Some(cuts)
    }

    /// The rule that a mark names: `[redacted:RULE]` or `[RULE:0123456789abcdef]`.
    fn rule(&self, mark: usize) -> &str {
        let text = self.marks.get(mark).and_then(|(start, end)| self.text.get(*start as usize..*end as usize));
        let inside = text.and_then(|text| text.strip_prefix('[')?.strip_suffix(']')?.split_once(':'));
        let named = inside.map(|(name, rest)| if name == "redacted" { rest } else { name });
        named.filter(|name| self.rules.iter().any(|rule| rule == name)).unwrap_or(UNKNOWN)
    }
}

/// The places of those cuts that take something which none of the others takes.
fn uncovered(cuts: &[Range<usize>], others: &[Range<usize>]) -> impl Iterator<Item = usize> {
    cuts.iter().enumerate().filter_map(|(place, cut)| {
        let left =
            others.iter().fold(cut.start, |from, other| if other.start <= from { from.max(other.end) } else { from });
        (left < cut.end).then_some(place)
    })
}
