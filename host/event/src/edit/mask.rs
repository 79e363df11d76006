//! Taking away: members, values, and parts of texts.

use super::kept_digits::KeptDigits;
use super::pseudonym::PseudonymKey;
use crate::batch::Batch;
use crate::batch::filter_name::RuleId;
use crate::batch::log::What;
use crate::batch::path::Place;
use crate::batch::view::Shown;
use crate::member::{Member, Role};
use crate::tape::node::{Shape, TYPED};
use crate::tape::span::Span;

/// A part of a text that something else takes the place of.
#[derive(Clone, Copy)]
pub(crate) struct Cut<'a> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) fill: Fill<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Fill<'a> {
    /// `[redacted:RULE]`
    Marker(RuleId),
    /// `[RULE:0123456789abcdef]`
    Pseudonym(RuleId),
    /// As many hexadecimal digits of the keyed hash as give way to them.
    HexId(RuleId),
    /// `[RULE:*1234]`, `[RULE:411111*1234]`
    Digits(RuleId, KeptDigits),
    /// A text of the filter's own.
    Text(RuleId, &'a str),
    /// What stands there, which is a marker already.
    Keep,
}

impl Fill<'_> {
    /// The rule under which something was taken away.
    pub(crate) fn rule(self) -> Option<RuleId> {
        match self {
            Fill::Marker(rule)
            | Fill::Pseudonym(rule)
            | Fill::HexId(rule)
            | Fill::Digits(rule, _)
            | Fill::Text(rule, _) => Some(rule),
            Fill::Keep => None,
        }
    }
}

impl Batch {
    /// Removes the member or element at a path. False where there is none, and for the whole event.
    pub fn remove(&mut self, event: u32, path: &str, rule: RuleId) -> bool {
        if !self.has_rule(rule) {
            return false;
        }
        let at = match self.resolve(event, path) {
            Some(Place::Value { at, .. } | Place::Time { at }) => {
                self.edit(event, at, What::Removed);
                at
            }
            Some(Place::Attributes) => {
                let own = self.events[event as usize].members[Member::Attributes as usize];
                self.remove_attributes(event);
                own
            }
            Some(Place::Event) | None => return false,
        };
        self.give_receipt(event, at, rule);
        true
    }

    /// Puts `[redacted:RULE]` in the place of parts of a text: bytes from and up to, widened to whole characters and to
    /// whole markers, merged where they meet. No spans, or a value that is no text: the whole value. Where the line
    /// promises a type that is not text, the value becomes null (`/values`) or is removed.
    pub fn mask(&mut self, event: u32, path: &str, spans: &[(u32, u32)], rule: RuleId) -> bool {
        if !self.has_rule(rule) {
            return false;
        }
        let (at, role) = match self.resolve(event, path) {
            Some(Place::Value { at, role }) => (at, role),
            Some(Place::Time { .. } | Place::Attributes) => return self.remove(event, path, rule),
            Some(Place::Event) | None => return false,
        };
        match self.text_at(at) {
            _ if matches!(role, Role::Host | Role::Texts | Role::Browser | Role::Numbers) => {
                return self.remove(event, path, rule);
            }
            Some((text, marks)) if !spans.is_empty() => {
                let cuts = self.cuts(text, marks, spans, rule);
                if cuts.iter().all(|cut| matches!(cut.fill, Fill::Keep)) {
                    return false;
                }
                self.splice(event, at, text, &cuts, rule, None);
            }
            Some((text, _)) => {
                let whole = Cut { start: 0, end: text.len() as u32, fill: Fill::Marker(rule) };
                self.splice(event, at, text, &[whole], rule, None);
            }
            None => self.mask_whole(event, at, rule),
        }
        true
    }

    /// Puts `[RULE:…]` in the place of a text or a number: a keyed hash, the same for the same value. False where there
    /// is neither. A number that the line promises to be one becomes null.
    pub fn pseudonymise(&mut self, event: u32, path: &str, rule: RuleId, key: &PseudonymKey) -> bool {
        let Some(Place::Value { at, role }) = self.resolve(event, path) else { return false };
        if !self.has_rule(rule) || role == Role::Host {
            return false;
        }
        let (text, typed) = match (self.text_at(at), self.shown(at)) {
            (Some((text, _)), _) => (text, false),
            (None, Shown::Node(node)) if self.tape.node(node).shape == Shape::Number => {
                (self.tape.node(node).span, self.tape.node(node).is(TYPED))
            }
            _ => return false,
        };
        if typed {
            self.mask_whole(event, at, rule);
        } else {
            let whole = Cut { start: 0, end: text.len() as u32, fill: Fill::Pseudonym(rule) };
            self.splice(event, at, text, &[whole], rule, Some(key));
        }
        true
    }

    /// The text at a node and the marks in it, if it is one.
    pub(crate) fn text_at(&self, at: u32) -> Option<(Span, (u32, u32))> {
        match self.shown(at) {
            Shown::Edited { text, marks } => Some((text, marks)),
            Shown::Node(at) if self.tape.node(at).shape == Shape::Text => Some((self.tape.node(at).span, (0, 0))),
            _ => None,
        }
    }

    /// A value that is no text gives way to a marker, or to null where a number has to stand.
    pub(crate) fn mask_whole(&mut self, event: u32, at: u32, rule: RuleId) {
        let typed = match self.shown(at) {
            Shown::Node(node) => self.tape.node(node).is(TYPED),
            _ => self.tape.node(at).is(TYPED),
        };
        if typed {
            self.edit(event, at, What::Nulled);
            self.give_receipt(event, at, rule);
        } else {
            let whole = Cut { start: 0, end: 0, fill: Fill::Marker(rule) };
            self.splice(event, at, Span::default(), &[whole], rule, None);
        }
    }

    fn remove_attributes(&mut self, event: u32) {
        self.remove_others(event);
        let own = self.event(event).and_then(|found| self.member(found, Member::Attributes));
        if let Some(at) = own {
            self.edit(event, at, What::Removed);
        }
    }

    /// Removes what the event has under `/attributes` without being in an object of that name.
    pub(crate) fn remove_others(&mut self, event: u32) {
        let Some(found) = self.event(event) else { return };
        let values: Vec<u32> = self.others(found).iter().map(|key| key + 1).filter(|at| !self.is_gone(*at)).collect();
        for at in values {
            self.edit(event, at, What::Removed);
        }
    }

    /// The cuts that spans of a filter's making ask for, with the markers that are there already.
    fn cuts(&self, text: Span, marks: (u32, u32), spans: &[(u32, u32)], rule: RuleId) -> Vec<Cut<'static>> {
        let whole = self.tape.text(text);
        let fill = Fill::Marker(rule);
        let mut cuts: Vec<Cut<'_>> = spans
            .iter()
            .filter(|(start, end)| start < end && (*start as usize) < whole.len())
            .map(|(start, end)| Cut {
                start: whole.floor_char_boundary(*start as usize) as u32,
                end: whole.ceil_char_boundary(*end as usize) as u32,
                fill,
            })
            .collect();
        let marks = &self.log.marks[marks.0 as usize..marks.1 as usize];
        cuts.extend(marks.iter().map(|(start, end)| Cut { start: *start, end: *end, fill: Fill::Keep }));
        cuts.sort_by_key(|cut| cut.start);
        cuts.dedup_by(|later, earlier| {
            let (a, b) = (matches!(earlier.fill, Fill::Keep), matches!(later.fill, Fill::Keep));
            // Markers side by side stay two; everything else that meets becomes one.
            let meet = if a || b { later.start < earlier.end } else { later.start <= earlier.end };
            if meet && !(a && b) {
                earlier.end = earlier.end.max(later.end);
                earlier.fill = fill;
            }
            meet
        });
        cuts
    }
}
