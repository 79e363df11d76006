//! Adding and changing members.

use std::borrow::Cow;

use crate::batch::log::What;
use crate::batch::value::Value;
use crate::batch::view::Shown;
use crate::batch::{Batch, path};
use crate::decode::error::DecodeError;
use crate::json::tokenize::{self, Bounds};
use crate::member::{Member, Role};
use crate::tape::Tape;
use crate::tape::fit::{fits, mark_numbers};
use crate::tape::node::Shape;
use crate::tape::span::Span;

/// Arrays and objects within one another in a value that a filter sets.
const MAX_DEPTH: usize = 32;
/// Nodes that one value may have.
const MAX_NODES: usize = 1 << 16;

/// Why a value was not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// There is no such event, or it was dropped.
    #[error("there is no such event")]
    NoSuchEvent,
    /// Not a JSON Pointer, or it leads through something that has no such members.
    #[error("the path leads through something that is no object")]
    BadPath,
    /// The place is the host's, or the line promises another type there.
    #[error("the place takes no such value")]
    NotAllowed,
    /// Not JSON, or a number that JSON does not have.
    #[error("the value is not JSON")]
    BadValue,
    /// The batch has no room for it.
    #[error("the batch has no room for the value")]
    Limit,
}

/// A value and the path where it is to stand, read once for all events that get it.
pub struct Setting<'a> {
    steps: Vec<Cow<'a, str>>,
    member: Member,
    role: Role,
    value: Prepared<'a>,
    /// That one event takes for it, at the most.
    bytes: usize,
    pushed: Option<Pushed>,
}

/// What was appended to the batch for one event.
#[derive(Clone, Copy)]
struct Pushed {
    /// The first of the missing steps, or the value where none is missing.
    root: u32,
    missing: usize,
    /// Bytes by which the event is longer.
    text: usize,
}

enum Prepared<'a> {
    Plain(Shape, Cow<'a, str>),
    Tree(Tape),
}

/// Where a value will stand.
enum Spot {
    /// In the place of the value at this node.
    At(u32),
    /// In this object, below so many of the path's steps, which are missing.
    In { object: u32, missing: usize },
    /// In the event itself: the member is missing.
    Member,
}

impl<'a> Setting<'a> {
    /// Reads both.
    ///
    /// # Errors
    /// Those of [`Batch::set`] that are the same for every event.
    pub fn new(path: &'a str, value: Value<'a>) -> Result<Self, SetError> {
        let steps = path::steps(path).ok_or(SetError::BadPath)?;
        let (first, rest) = steps.split_first().ok_or(SetError::NotAllowed)?;
        let member = Member::named(first).ok_or(SetError::NotAllowed)?;
        let role = role(member, rest.len()).ok_or(SetError::NotAllowed)?;
        let bytes = path.len() + size(&value);
        Ok(Self { member, role, bytes, value: Prepared::new(value)?, steps, pushed: None })
    }
}

impl Batch {
    /// Sets the value at a path; objects that are missing on the way are made. Texts stay texts (`level`, `name`,
    /// `message`, `session`, members of `app`, `page`, `browser`, `trace`), numbers stay numbers (members of `values`),
    /// attributes take anything; `time`, `kind` and the ids of an event are the host's. Elements of arrays can be replaced.
    pub fn set(&mut self, event: u32, path: &str, value: Value<'_>) -> Result<(), SetError> {
        self.put(event, &mut Setting::new(path, value)?)
    }

    /// [`Batch::set`] of one value in many events, one after another, with nothing taken back in between.
    pub fn put(&mut self, event: u32, setting: &mut Setting<'_>) -> Result<(), SetError> {
        if self.event(event).is_none() || self.running().is_none() {
            return Err(SetError::NoSuchEvent);
        }
        let (member, depth) = (setting.member, setting.steps.len());
        let spot = self.spot(event, member, &setting.steps[1..])?;
        if self.tape.extra.len() + setting.bytes > self.text_limit {
            return Err(SetError::Limit);
        }
        let (parent, missing) = match spot {
            Spot::At(at) => (self.tape.node(at).parent, 0),
            Spot::In { object, missing } => (object, missing),
            Spot::Member => (self.events[event as usize].root, depth),
        };
        let pushed =
            self.push_again(setting, missing, parent).map_or_else(|| self.push(setting, missing, parent), Ok)?;
        self.grow(event, pushed.text);
        if member == Member::Attributes && depth == 1 {
            self.remove_others(event);
        }
        match spot {
            Spot::At(at) => self.edit(event, at, What::Replaced { by: pushed.root }),
            Spot::In { object, .. } => self.edit(event, object, What::Added { key: pushed.root }),
            Spot::Member => {
                self.edit(event, parent, What::Added { key: pushed.root });
                self.place(event, member as u8, pushed.root + 1);
            }
        }
        Ok(())
    }

    /// Appends the value, below so many of the last steps, which are missing.
    fn push(&mut self, setting: &mut Setting<'_>, missing: usize, parent: u32) -> Result<Pushed, SetError> {
        let (nodes, text, names) = (self.tape.nodes.len(), self.tape.extra.len(), self.tape.names.len());
        let steps = &setting.steps[setting.steps.len() - missing..];
        let (root, value) = self.push_member(steps, &setting.value, parent);
        if !fits(&self.tape, value, setting.role) {
            self.tape.nodes.truncate(nodes);
            self.tape.extra.truncate(text);
            self.tape.names.truncate(names);
            return Err(SetError::NotAllowed);
        }
        if matches!(setting.role, Role::Number | Role::Numbers) {
            mark_numbers(&mut self.tape, value);
        }
        let pushed = Pushed { root, missing, text: self.tape.extra.len() - text };
        setting.pushed = Some(pushed);
        Ok(pushed)
    }

    /// Appends the nodes that were appended for the event before, which share its text.
    fn push_again(&mut self, setting: &Setting<'_>, missing: usize, parent: u32) -> Option<Pushed> {
        let before = setting.pushed.filter(|before| before.missing == missing)?;
        Some(Pushed { root: self.tape.copy_subtree(before.root, parent), ..before })
    }

    /// Where the value of a known member, or what is `rest` below it, will stand.
    fn spot(&self, event: u32, member: Member, rest: &[Cow<'_, str>]) -> Result<Spot, SetError> {
        let event = self.event(event).ok_or(SetError::NoSuchEvent)?;
        let (mut at, mut rest) = match (member, self.member(event, member), rest.split_first()) {
            (Member::Attributes, _, Some((name, below))) => {
                match (self.attributes(event).find(|key| self.name(*key) == name), self.attributes_object(event)) {
                    (Some(key), _) => (key + 1, below),
                    (None, Some(object)) => return Ok(Spot::In { object, missing: rest.len() }),
                    (None, None) => return Ok(Spot::Member),
                }
            }
            (_, Some(at), _) => (at, rest),
            (_, None, _) => return Ok(Spot::Member),
        };
        while let Some((step, below)) = rest.split_first() {
            match (self.child(at, step), self.shown(at)) {
                (Some(child), _) => (at, rest) = (child, below),
                (None, Shown::Node(object)) if self.tape.node(object).shape == Shape::Object => {
                    return Ok(Spot::In { object, missing: rest.len() });
                }
                _ => return Err(SetError::BadPath),
            }
        }
        Ok(Spot::At(at))
    }

    /// Appends a member: a key, objects for all steps but the last, and the value. Says where the key and the value are.
    fn push_member(&mut self, steps: &[Cow<'_, str>], value: &Prepared<'_>, parent: u32) -> (u32, u32) {
        let (root, mut parent) = (self.tape.end(), parent);
        for (index, step) in steps.iter().enumerate() {
            let name = self.tape.push_text(step);
            self.tape.push_node(Shape::Key, name, parent);
            if index + 1 < steps.len() {
                parent = self.tape.push_node(Shape::Object, Span::default(), parent);
            }
        }
        let value = value.push(&mut self.tape, parent);
        // Everything before the value holds it, and ends where it ends.
        (root..value).for_each(|at| self.tape.close(at));
        (root, value)
    }
}

/// What has to stand so many steps below a known member; None where nothing may.
fn role(member: Member, below: usize) -> Option<Role> {
    if matches!(member, Member::Time | Member::Kind | Member::EventId | Member::IdempotencyKey) {
        return None;
    }
    (0..below).try_fold(member.role(), |role, _| role.of_members())
}

/// Bytes that a value takes in the batch, at the most.
fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Json(json) => 2 * json.len(),
        _ => 32,
    }
}

impl<'a> Prepared<'a> {
    fn new(value: Value<'a>) -> Result<Self, SetError> {
        let (shape, text) = match value {
            Value::Null => (Shape::Null, Cow::Borrowed("null")),
            Value::Boolean(false) => (Shape::False, Cow::Borrowed("false")),
            Value::Boolean(true) => (Shape::True, Cow::Borrowed("true")),
            Value::Integer(integer) => (Shape::Number, Cow::Owned(integer.to_string())),
            Value::Number(number) if number.is_finite() => (Shape::Number, Cow::Owned(format!("{number:?}"))),
            Value::Number(_) => return Err(SetError::BadValue),
            Value::Text(text) => (Shape::Text, text),
            Value::Json(json) => return read(json.into_owned()).map(Self::Tree),
        };
        Ok(Self::Plain(shape, text))
    }

    /// Says where it is.
    fn push(&self, tape: &mut Tape, parent: u32) -> u32 {
        match self {
            Self::Plain(shape, text) => {
                let span = tape.push_text(text);
                tape.push_node(*shape, span, parent)
            }
            Self::Tree(tree) => tape.graft(tree, parent),
        }
    }
}

fn read(json: String) -> Result<Tape, SetError> {
    let range = 0..json.len();
    let mut tree = Tape { body: json, ..Tape::default() };
    let root = tokenize::read(&mut tree, range, Bounds { depth: MAX_DEPTH, nodes: MAX_NODES });
    root.map(|_| tree).map_err(|error| match error {
        DecodeError::TooManyValues { .. } => SetError::Limit,
        _ => SetError::BadValue,
    })
}
