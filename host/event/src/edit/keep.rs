//! Places that a scanner passes over, and places that are all that is left.

use super::log::{RuleId, What};
use crate::batch::Batch;
use crate::batch::member::Member;
use crate::batch::node::{KEPT_BY_OPERATOR, KEPT_BY_TENANT, PASSED_OVER, Shape};
use crate::batch::places::{Next, Places, Reached};
use crate::batch::view::Shown;

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

impl Batch {
    /// Until [`look_everywhere`](Batch::look_everywhere), scanners pass over these places of an event, and over all that is
    /// below them.
    pub fn pass_over(&mut self, event: u32, places: &Places, keeper: Keeper) {
        let mut kept = Vec::new();
        self.walk(event, places, &mut |spot, is_match| {
            if is_match {
                kept.push(spot);
            }
        });
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

    /// Removes what is in none of these places from an event, but for its time and kind. Says how many values that were.
    pub fn remove_others_than(&mut self, event: u32, places: &Places, rule: RuleId) -> u32 {
        if !self.has_rule(rule) {
            return 0;
        }
        let mut others = Vec::new();
        self.walk(event, places, &mut |spot, is_match| {
            if !is_match {
                others.push(spot);
            }
        });
        for spot in &others {
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

    /// Visits the outermost places that match, and those in and below which nothing can.
    fn walk(&self, event: u32, places: &Places, visit: &mut dyn FnMut(Spot, bool)) {
        let Some(found) = self.event(event) else { return };
        for member in Member::ALL {
            if matches!(member, Member::Time | Member::Kind) {
                continue;
            }
            let reached = places.after(places.start(), Next::Member(member.name()));
            match self.member(found, member) {
                _ if member == Member::Attributes => {
                    if !self.has_attributes(found) && self.member(found, member).is_none() {
                        continue;
                    }
                    if places.is_match(reached) || reached.is_empty() {
                        visit(Spot::Attributes, places.is_match(reached));
                        continue;
                    }
                    for key in self.attributes(found) {
                        self.walk_value(key + 1, places, places.after(reached, Next::Member(self.name(key))), visit);
                    }
                }
                Some(at) => self.walk_value(at, places, reached, visit),
                None => {}
            }
        }
    }

    fn walk_value(&self, at: u32, places: &Places, reached: Reached, visit: &mut dyn FnMut(Spot, bool)) {
        if places.is_match(reached) || reached.is_empty() {
            return visit(Spot::Value(at), places.is_match(reached));
        }
        let shown = match self.shown(at) {
            Shown::Gone => return,
            Shown::Node(shown) => shown,
            Shown::Null | Shown::Edited { .. } => return visit(Spot::Value(at), false),
        };
        match self.tape.node(shown).shape {
            Shape::Object => self.members(shown).for_each(|key| {
                self.walk_value(key + 1, places, places.after(reached, Next::Member(self.name(key))), visit);
            }),
            Shape::Array => self.elements(shown).enumerate().for_each(|(index, element)| {
                self.walk_value(element, places, places.after(reached, Next::Element(index)), visit);
            }),
            _ => visit(Spot::Value(at), false),
        }
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
