//! What an envelope, or the head of the request, says of all events: each gets nodes of its own, so that it can be edited
//! by itself.

use super::attributes::{Names, rename_shadowed};
use super::error::DecodeError;
use crate::batch::Batch;
use crate::member::{MEMBERS, Member, Role};
use crate::tape::fit::fits;
use crate::tape::keys::keys;
use crate::tape::node::{NONE, Shape};

/// The members that an envelope has for events that lack them.
const SHARED: [Member; 4] = [Member::App, Member::Session, Member::Page, Member::Browser];

/// Bytes of a batch that may come from repeating what the envelope says.
const MAX_REPEATED_BYTES: usize = 4 << 20;

/// What is left of an envelope without its events.
pub(crate) struct Shared {
    /// Keys of members that the host knows.
    members: Vec<(Member, u32)>,
    /// Keys of all others, which are attributes.
    attributes: Vec<u32>,
}

impl Batch {
    /// Gives each event that has none of its own the request's `Idempotency-Key`, for filters to see as any other text.
    pub fn give_idempotency_key(&mut self, text: &str) {
        let (name, text) = (self.tape.push_text(Member::IdempotencyKey.name()), self.tape.push_text(text));
        for event in self.events.iter_mut().filter(|event| event.members[Member::IdempotencyKey as usize] == NONE) {
            event.given = self.tape.push_node(Shape::Key, name, event.root);
            event.members[Member::IdempotencyKey as usize] = self.tape.push_node(Shape::Text, text, event.root);
            self.tape.close(event.given);
        }
    }

    /// Reads the envelope at `root`, whose events are the array at `events`.
    pub(crate) fn read_shared(&mut self, root: u32, events: u32) -> Shared {
        let tape = &self.tape;
        let (mut members, mut others, mut own) = (Vec::new(), Vec::new(), NONE);
        for key in keys(tape, root).filter(|key| key + 1 != events) {
            let name = tape.text(tape.node(key).span);
            match Member::named(name) {
                Some(Member::Attributes) if fits(tape, key + 1, Role::Object) => own = key + 1,
                Some(member) if SHARED.contains(&member) && fits(tape, key + 1, member.role()) => {
                    members.push((member, key));
                }
                _ if name == "access_token" => {}
                _ => others.push(key),
            }
        }
        rename_shadowed(&mut self.tape, own, &others);
        let (tape, mut attributes) = (&self.tape, others);
        if own != NONE {
            attributes.extend(keys(tape, own));
        }
        Shared { members, attributes }
    }

    /// Gives the last event what it lacks of `shared`.
    pub(crate) fn inherit(
        &mut self,
        shared: &Shared,
        max_nodes: usize,
        repeated: &mut usize,
    ) -> Result<(), DecodeError> {
        let Some(event) = self.events.last() else { return Ok(()) };
        let attributes = event.members[Member::Attributes as usize];
        let names = Names::of(&self.tape, attributes, self.others(event), shared.attributes.len());
        let keys: Vec<(Option<Member>, u32)> = shared
            .members
            .iter()
            .filter(|(member, _)| event.members[*member as usize] == NONE)
            .map(|(member, key)| (Some(*member), *key))
            .chain(shared.attributes.iter().filter(|key| !names.has(**key)).map(|key| (None, *key)))
            .collect();

        let root = event.root;
        let start = self.tape.end();
        let mut members: [u32; MEMBERS] = event.members;
        for (member, key) in keys {
            let (key_node, value) = (*self.tape.node(key), *self.tape.node(key + 1));
            *repeated += key_node.span.len() + value.span.len();
            if *repeated > MAX_REPEATED_BYTES {
                return Err(DecodeError::EnvelopeTooLarge { limit: MAX_REPEATED_BYTES });
            }
            if self.tape.nodes.len() + (key_node.next - key) as usize > max_nodes {
                return Err(DecodeError::TooManyValues { limit: max_nodes });
            }
            let copy = self.tape.copy_subtree(key, root);
            match member {
                Some(member) => members[member as usize] = copy + 1,
                None => self.others.push(copy),
            }
        }
        let (end, others) = (self.tape.end(), self.others.len() as u32);
        if let Some(event) = self.events.last_mut() {
            event.members = members;
            event.shared.end = end;
            if event.shared.start == 0 {
                event.shared.start = start;
            }
            event.others.end = others;
        }
        Ok(())
    }
}
