//! From the object that a client sent to an event: known members to their places, all others under `/attributes`.

use std::collections::HashSet;

use super::accept;
use super::web_vital;
use crate::batch::Batch;
use crate::batch::event::Event;
use crate::decode::duplicates::NamesSeen;
use crate::member::Member;
use crate::tape::Tape;
use crate::tape::keys::keys;
use crate::tape::name_table::Meaning;
use crate::tape::name_table::id::OTHER;
use crate::tape::node::{DEAD, NONE};

/// Up to so many comparisons, looking at each name is cheaper than hashing them.
const FEW: usize = 256;

impl Batch {
    /// Takes the object at `root` as the batch's next event.
    pub(crate) fn push_event(&mut self, root: u32) {
        let mut event = Event::at(root);
        let (first, start) = (self.others.len(), self.tape.end());
        sort(&mut self.tape, root, &mut event, &mut self.others);
        rename_shadowed(&mut self.tape, event.members[Member::Attributes as usize], &self.others[first..]);
        event.others = first as u32..self.others.len() as u32;
        if self.tape.end() > start {
            event.shared = start..self.tape.end();
        }
        self.events.push(event);
    }
}

/// Of a member at the top and one in `attributes` of the same name, the latter has the name; the other's ends in `-2`, or
/// the next number that is free.
pub(crate) fn rename_shadowed(tape: &mut Tape, attributes: u32, others: &[u32]) {
    if attributes == NONE || others.is_empty() {
        return;
    }
    let mut ids = NamesSeen::default();
    others.iter().for_each(|key| ids.add(tape.node(*key).name));
    let (mut key, end) = (attributes + 1, tape.node(attributes).next);
    while key < end && !ids.may_have(tape.node(key).name) {
        key = tape.node(key).next;
    }
    if key >= end {
        return;
    }
    let names = Names::of(tape, attributes, &[], others.len());
    let shadowed: Vec<u32> = others.iter().copied().filter(|key| names.has(*key)).collect();
    if shadowed.is_empty() {
        return;
    }
    let keys = others.iter().copied().chain(keys(tape, attributes));
    let mut taken: HashSet<String> = keys.map(|key| tape.text(tape.node(key).span).to_owned()).collect();
    for key in shadowed {
        let stem = tape.text(tape.node(key).span).to_owned();
        let names = (2..).map(|number| format!("{stem}-{number}"));
        let Some(name) = names.into_iter().find(|name| !taken.contains(name)) else { continue };
        let span = tape.push_text(&name);
        tape.soil(key);
        let node = tape.node_mut(key);
        (node.span, node.name) = (span, OTHER);
        tape.names.add_other();
        taken.insert(name);
    }
}

/// Puts the members of the object at `root` where they belong; `others` gets the keys of those that have no place.
fn sort(tape: &mut Tape, root: u32, event: &mut Event, others: &mut Vec<u32>) {
    let (first, end) = (others.len(), tape.node(root).next);
    let (mut key, mut has_time, mut timestamp) = (root + 1, false, NONE);
    while key < end {
        let (node, value) = (tape.node(key), key + 1);
        let next = node.next;
        if !node.is(DEAD) {
            match tape.meaning(key) {
                Meaning::AccessToken => tape.node_mut(key).flags |= DEAD,
                Meaning::Timestamp => timestamp = key,
                Meaning::Member(Member::Time) => {
                    has_time = true;
                    take_time(tape, key, event, others);
                }
                Meaning::Member(member) if accept::accept(tape, member, value) => {
                    event.members[member as usize] = value;
                }
                Meaning::Member(member) => match accept::split(tape, member, key, root) {
                    Some(rest) => {
                        event.members[member as usize] = value;
                        others.push(rest);
                    }
                    None => others.push(key),
                },
                Meaning::Attribute => others.push(key),
            }
        }
        key = next;
    }
    if timestamp != NONE && has_time {
        others.push(timestamp);
    } else if timestamp != NONE {
        take_time(tape, timestamp, event, others);
    }
    web_vital::take(tape, event, others, first);
}

fn take_time(tape: &mut Tape, key: u32, event: &mut Event, others: &mut Vec<u32>) {
    match accept::accept_time(tape, key + 1) {
        Some(time) => {
            event.time = time;
            event.members[Member::Time as usize] = key + 1;
        }
        None => others.push(key),
    }
}

/// The names that an event has under `/attributes`, for looking others up in them.
pub(crate) struct Names<'a> {
    tape: &'a Tape,
    attributes: u32,
    others: &'a [u32],
    /// Their ids in the batch's table: most names that are looked up are ruled out by theirs.
    ids: NamesSeen,
    hashed: Option<HashSet<&'a str>>,
}

impl<'a> Names<'a> {
    /// `attributes` is an object or `NONE`; so many `lookups` will be made.
    pub(crate) fn of(tape: &'a Tape, attributes: u32, others: &'a [u32], lookups: usize) -> Names<'a> {
        let mut names = Names { tape, attributes, others, ids: NamesSeen::default(), hashed: None };
        let (mut count, mut ids) = (others.len(), NamesSeen::default());
        others.iter().for_each(|key| ids.add(tape.node(*key).name));
        names.own().for_each(|key| {
            count += 1;
            ids.add(tape.node(key).name);
        });
        names.ids = ids;
        if count * lookups > FEW {
            let keys = others.iter().copied().chain(names.own());
            names.hashed = Some(keys.map(|key| names.name(key)).collect());
        }
        names
    }

    pub(crate) fn has(&self, key: u32) -> bool {
        let name = self.name(key);
        match &self.hashed {
            _ if !self.ids.may_have(self.tape.node(key).name) => false,
            Some(names) => names.contains(name),
            None => self.others.iter().copied().chain(self.own()).any(|other| self.name(other) == name),
        }
    }

    fn own(&self) -> impl Iterator<Item = u32> + 'a {
        (self.attributes != NONE).then(|| keys(self.tape, self.attributes)).into_iter().flatten()
    }

    fn name(&self, key: u32) -> &'a str {
        self.tape.text(self.tape.node(key).span)
    }
}
