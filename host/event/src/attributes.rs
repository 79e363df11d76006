//! From the object that a client sent to an event: known members to their places, all others under `/attributes`.

use std::collections::HashSet;

use super::{
    batch::{Batch, Event},
    member::{self, Member},
    node::{DEAD, NONE},
    tape::Tape,
};

/// Up to so many comparisons, looking at each name is cheaper than hashing them.
const FEW: usize = 256;

impl Batch {
    /// Takes the object at `root` as the batch's next event.
    pub(super) fn push_event(&mut self, root: u32) {
        let mut event = Event::at(root);
        let first = self.others.len();
        sort(&mut self.tape, root, &mut event, &mut self.others);
        self.hide_shadowed(&event, first);
        event.others = first as u32..self.others.len() as u32;
        self.events.push(event);
    }

    /// Of a member at the top and one in `attributes` of the same name, the latter stays.
    fn hide_shadowed(&mut self, event: &Event, first: usize) {
        let attributes = event.members[Member::Attributes as usize];
        if attributes == NONE || self.others.len() == first {
            return;
        }
        let names = Names::of(&self.tape, attributes, &[], self.others.len() - first);
        let shadowed: Vec<u32> = self.others[first..].iter().copied().filter(|key| names.has(*key)).collect();
        if shadowed.is_empty() {
            return;
        }
        for key in shadowed {
            self.tape.node_mut(key).flags |= DEAD;
        }
        let tail = self.others.split_off(first);
        self.others.extend(tail.into_iter().filter(|key| !self.tape.node(*key).is(DEAD)));
    }
}

/// Puts the members of the object at `root` where they belong; `others` gets the keys of those that have no place.
fn sort(tape: &mut Tape, root: u32, event: &mut Event, others: &mut Vec<u32>) {
    let end = tape.node(root).next;
    let (mut key, mut has_time, mut timestamp) = (root + 1, false, NONE);
    while key < end {
        let node = *tape.node(key);
        let value = key + 1;
        if !node.is(DEAD) {
            match tape.text(node.span) {
                "access_token" => tape.node_mut(key).flags |= DEAD,
                "timestamp" => timestamp = key,
                name => match Member::named(name) {
                    Some(Member::Time) => {
                        has_time = true;
                        take_time(tape, key, event, others);
                    }
                    Some(member) if member::accept(tape, member, value) => event.members[member as usize] = value,
                    _ => others.push(key),
                },
            }
        }
        key = node.next;
    }
    if timestamp != NONE && has_time {
        others.push(timestamp);
    } else if timestamp != NONE {
        take_time(tape, timestamp, event, others);
    }
}

fn take_time(tape: &mut Tape, key: u32, event: &mut Event, others: &mut Vec<u32>) {
    match member::accept_time(tape, key + 1) {
        Some(time) => {
            event.time = time;
            event.members[Member::Time as usize] = key + 1;
        }
        None => others.push(key),
    }
}

/// The names that an event has under `/attributes`, for looking others up in them.
pub(super) struct Names<'a> {
    tape: &'a Tape,
    attributes: u32,
    others: &'a [u32],
    /// Which lengths there are, of 64 classes: most names that are looked up are ruled out by theirs.
    lengths: u64,
    hashed: Option<HashSet<&'a str>>,
}

impl<'a> Names<'a> {
    /// `attributes` is an object or `NONE`; so many `lookups` will be made.
    pub(super) fn of(tape: &'a Tape, attributes: u32, others: &'a [u32], lookups: usize) -> Names<'a> {
        let mut names = Names { tape, attributes, others, lengths: 0, hashed: None };
        let (mut count, mut lengths) = (others.len(), 0);
        others.iter().for_each(|key| lengths |= names.length(*key));
        names.own().for_each(|key| (count, lengths) = (count + 1, lengths | names.length(key)));
        names.lengths = lengths;
        if count * lookups > FEW {
            let keys = others.iter().copied().chain(names.own());
            names.hashed = Some(keys.map(|key| names.name(key)).collect());
        }
        names
    }

    pub(super) fn has(&self, key: u32) -> bool {
        let name = self.name(key);
        match &self.hashed {
            _ if self.lengths & self.length(key) == 0 => false,
            Some(names) => names.contains(name),
            None => self.others.iter().copied().chain(self.own()).any(|other| self.name(other) == name),
        }
    }

    fn length(&self, key: u32) -> u64 {
        1 << (self.tape.node(key).span.len() % 64)
    }

    fn own(&self) -> impl Iterator<Item = u32> + 'a {
        (self.attributes != NONE).then(|| member::keys(self.tape, self.attributes)).into_iter().flatten()
    }

    fn name(&self, key: u32) -> &'a str {
        self.tape.text(self.tape.node(key).span)
    }
}
