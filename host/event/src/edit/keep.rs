//! Places that a scanner passes over, and places that are all that is left.

use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::filter_name::RuleId;
use crate::batch::log::What;
use crate::batch::places::{Next, Places, Reached};
use crate::batch::view::Shown;
use crate::member::Member;
use crate::tape::node::{KEPT_BY_OPERATOR, KEPT_BY_TENANT, PASSED_OVER, Shape};
use sluice_scan::MayGoOn;

/// On whose behalf places are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// The guard keeps them too.
    Operator,
    /// The guard keeps them as far as the tenant asks for it itself.
    Tenant,
}

/// Where a walk through an event stands.
#[derive(Clone, Copy)]
enum Spot {
    /// A value.
    Value(u32),
    /// All that is under `/attributes`.
    Attributes,
}

/// A walk through an event, which can be ended.
struct Walk<'a> {
    batch: &'a Batch,
    places: &'a Places,
    may_go_on: MayGoOn<'a>,
    unasked: u32,
    ended: bool,
    /// The outermost places that match.
    listed: Vec<Spot>,
    /// The outermost ones in and below which nothing can.
    others: Vec<Spot>,
}

/// A few microseconds.
const VALUES_UNASKED: u32 = 64;

impl Batch {
    /// Until [`look_everywhere`](Batch::look_everywhere), scanners pass over these places of an event, and over all that is
    /// below them. Where this is ended, they pass over nothing of it.
    pub fn pass_over(&mut self, event: u32, places: &Places, keeper: Keeper, may_go_on: MayGoOn<'_>) {
        let Some((kept, _)) = self.walk_places(event, places, may_go_on) else { return };
        let flags = PASSED_OVER | if keeper == Keeper::Operator { KEPT_BY_OPERATOR } else { KEPT_BY_TENANT };
        for spot in kept {
            match spot {
                Spot::Value(at) => self.flag(at, flags),
                Spot::Attributes => {
                    let keys = self.event(event).map(|event| self.attributes(event).collect::<Vec<_>>());
                    keys.into_iter().flatten().for_each(|key| self.flag(key, flags));
                }
            }
        }
    }

    /// Scanners pass over nothing.
    pub fn look_everywhere(&mut self) {
        for (from, to) in std::mem::take(&mut self.passed_over) {
            (from..to).for_each(|at| self.tape.node_mut(at).flags &= !PASSED_OVER);
        }
    }

    /// Removes what is in none of these places from an event, but for its time and kind. Says how many values that were; where
    /// this is ended, some of them are still there.
    pub fn remove_others_than(&mut self, event: u32, places: &Places, rule: RuleId, may_go_on: MayGoOn<'_>) -> u32 {
        if !self.has_rule(rule) {
            return 0;
        }
        let Some((_, others)) = self.walk_places(event, places, &mut *may_go_on) else { return 0 };
        for (removed, spot) in (0..).zip(&others) {
            if removed % VALUES_UNASKED == VALUES_UNASKED - 1 && !may_go_on() {
                return removed;
            }
            match *spot {
                Spot::Value(at) => {
                    self.edit(event, at, What::Removed);
                    self.give_receipt(event, at, rule);
                }
                Spot::Attributes => _ = self.remove(event, "/attributes", rule),
            }
        }
        others.len() as u32
    }

    /// The outermost places that match, and the outermost ones in and below which nothing can.
    fn walk_places(&self, event: u32, places: &Places, may_go_on: MayGoOn<'_>) -> Option<(Vec<Spot>, Vec<Spot>)> {
        let (listed, others) = (Vec::new(), Vec::new());
        let mut walk = Walk { batch: self, places, may_go_on, unasked: 0, ended: false, listed, others };
        walk.event(self.event(event)?);
        (!walk.ended).then_some((walk.listed, walk.others))
    }

    /// Flags all of a subtree, with what filters have put in it.
    fn flag(&mut self, at: u32, flags: u8) {
        let end = self.tape.node(at).next;
        self.passed_over.push((at, end));
        for at in at..end {
            self.tape.node_mut(at).flags |= flags;
            match self.log.edit(self.tape.node(at).edit).map(|edit| edit.what) {
                Some(What::Replaced { by }) => self.flag(by, flags),
                Some(What::Added { .. }) => {
                    let keys: Vec<u32> = self.added(at).collect();
                    keys.into_iter().for_each(|key| self.flag(key, flags));
                }
                _ => {}
            }
        }
    }
}

impl Walk<'_> {
    fn event(&mut self, event: &Event) {
        let known = Member::ALL.into_iter().filter(|member| !matches!(member, Member::Time | Member::Kind));
        for member in known {
            let reached = self.places.after(self.places.start(), Next::Member(member.name()));
            if member == Member::Attributes {
                self.attributes(event, reached);
            } else if let Some(at) = self.batch.member(event, member) {
                self.value(at, reached);
            }
        }
    }

    fn attributes(&mut self, event: &Event, reached: Reached) {
        let batch = self.batch;
        if !batch.has_attributes(event) && batch.member(event, Member::Attributes).is_none() {
            return;
        }
        if !self.settles(Spot::Attributes, reached) {
            for key in batch.attributes(event) {
                self.value(key + 1, self.places.after(reached, Next::Member(batch.name(key))));
            }
        }
    }

    /// Whether it is known what becomes of all of it.
    fn settles(&mut self, spot: Spot, reached: Reached) -> bool {
        let is_listed = self.places.is_match(reached);
        if is_listed {
            self.listed.push(spot);
        } else if reached.is_empty() {
            self.others.push(spot);
        }
        is_listed || reached.is_empty()
    }

    fn value(&mut self, at: u32, reached: Reached) {
        if self.ends() || self.settles(Spot::Value(at), reached) {
            return;
        }
        let batch = self.batch;
        let shown = match batch.shown(at) {
            Shown::Gone => return,
            Shown::Node(shown) => shown,
            Shown::Null | Shown::Edited { .. } => return self.others.push(Spot::Value(at)),
        };
        match batch.tape.node(shown).shape {
            Shape::Object => {
                for key in batch.members(shown) {
                    self.value(key + 1, self.places.after(reached, Next::Member(batch.name(key))));
                }
            }
            Shape::Array => {
                for (index, element) in batch.elements(shown).enumerate() {
                    self.value(element, self.places.after(reached, Next::Element(index)));
                }
            }
            _ => self.others.push(Spot::Value(at)),
        }
    }

    fn ends(&mut self) -> bool {
        self.unasked += 1;
        if self.unasked == VALUES_UNASKED {
            self.unasked = 0;
            self.ended = self.ended || !(self.may_go_on)();
        }
        self.ended
    }
}
