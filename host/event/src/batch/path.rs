//! From a JSON Pointer (RFC 6901) to a place in an event.

use std::borrow::Cow;

use super::Batch;
use super::view::Shown;
use crate::member::{Member, Role};
use crate::tape::node::Shape;

/// Deepest path.
pub(crate) const MAX_STEPS: usize = 32;

/// Bytes that a path has beside the names in the batch, each byte of which may be escaped and take two: slashes, indexes, and
/// names that the host gives.
const MAX_OTHER_BYTES: usize = 1 << 10;

/// A place where something stands.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The whole event.
    Event,
    /// All that is under `/attributes`.
    Attributes,
    /// The value at a node, and what it has to be.
    Value { at: u32, role: Role },
    /// The event's time, as the line has it.
    Time { at: u32 },
}

/// The steps of a path, decoded; None where it is no JSON Pointer or too deep.
pub(crate) fn steps(path: &str) -> Option<Vec<Cow<'_, str>>> {
    let Some(path) = path.strip_prefix('/') else { return path.is_empty().then(Vec::new) };
    path.split('/').enumerate().map(|(depth, step)| (depth < MAX_STEPS).then(|| decode(step))?).collect()
}

fn decode(step: &str) -> Option<Cow<'_, str>> {
    if !step.contains('~') {
        return Some(Cow::Borrowed(step));
    }
    // By bytes: a path may consist of escapes, and be as long as a body.
    let mut name = Vec::with_capacity(step.len());
    let mut bytes = step.bytes();
    while let Some(byte) = bytes.next() {
        name.push(match byte {
            b'~' => match bytes.next() {
                Some(b'0') => b'~',
                Some(b'1') => b'/',
                _ => return None,
            },
            other => other,
        });
    }
    String::from_utf8(name).ok().map(Cow::Owned)
}

/// Appends a step to a path (JSON Pointer, RFC 6901).
pub fn push_step(path: &mut String, name: &str) {
    path.push('/');
    if memchr::memchr2(b'~', b'/', name.as_bytes()).is_none() {
        return path.push_str(name);
    }
    for character in name.chars() {
        match character {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            _ => path.push(character),
        }
    }
}

/// The index that a step is in an array: no sign, no leading zeros.
pub(crate) fn index(step: &str) -> Option<usize> {
    let canonical = step == "0" || (!step.starts_with('0') && step.bytes().all(|byte| byte.is_ascii_digit()));
    step.parse().ok().filter(|_| canonical)
}

impl Batch {
    /// What a path leads to, if something stands there.
    pub(crate) fn resolve(&self, event: u32, path: &str) -> Option<Place> {
        let event = self.event(event)?;
        // Longer than the names of this batch can make it, so it is not walked.
        if path.len() > 2 * self.bytes() + MAX_OTHER_BYTES {
            return None;
        }
        let Some(path) = path.strip_prefix('/') else { return path.is_empty().then_some(Place::Event) };
        let mut steps = path.split('/').take(MAX_STEPS + 1);
        let member = Member::named(&decode(steps.next()?)?)?;
        let (mut at, mut role) = match (member, steps.next()) {
            (Member::Attributes, None) => {
                return (self.attributes_object(event).is_some() || self.attributes(event).next().is_some())
                    .then_some(Place::Attributes);
            }
            (Member::Attributes, Some(step)) => {
                let name = decode(step)?;
                (self.attributes(event).find(|key| self.name(*key) == name)? + 1, Role::Any)
            }
            (Member::Time, None) => return self.member(event, member).map(|at| Place::Time { at }),
            (_, None) => {
                let at = self.member(event, member)?;
                return Some(Place::Value { at, role: member.role() });
            }
            (_, Some(step)) => self.step(self.member(event, member)?, member.role(), step)?,
        };
        let mut depth = 2;
        for step in steps {
            depth += 1;
            if depth > MAX_STEPS {
                return None;
            }
            (at, role) = self.step(at, role, step)?;
        }
        Some(Place::Value { at, role })
    }

    fn step(&self, at: u32, role: Role, step: &str) -> Option<(u32, Role)> {
        Some((self.child(at, &decode(step)?)?, role.of_members()?))
    }

    /// The member or element of that name in the value at `at`.
    pub(crate) fn child(&self, at: u32, name: &str) -> Option<u32> {
        let Shown::Node(at) = self.shown(at) else { return None };
        match self.tape.node(at).shape {
            Shape::Object => self.members(at).find(|key| self.name(*key) == name).map(|key| key + 1),
            Shape::Array => self.elements(at).nth(index(name)?),
            _ => None,
        }
    }
}
