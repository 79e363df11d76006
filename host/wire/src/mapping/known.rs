//! Members of an event that other formats have under names of their own.

use super::slot::{GROUPS, Group, SLOTS, bit};
use sluice_event::{Repeated, ValueWriter};

pub(crate) use super::slot::Slot;

/// What is said of such a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    Text(&'a str),
    /// Of `browser.mobile` alone.
    Boolean(bool),
}

/// What is known of these members.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// A bit for each of which something is said.
    set: u16,
    said: [Said<'a>; SLOTS],
}

impl Default for Known<'_> {
    fn default() -> Self {
        Self { set: 0, said: [Said::Boolean(false); SLOTS] }
    }
}

impl<'a> Known<'a> {
    #[inline]
    pub(crate) fn set(&mut self, slot: Slot, said: Said<'a>) {
        self.set |= bit(slot);
        self.said[slot as usize] = said;
    }

    /// Sets a text, where there is one.
    pub(crate) fn set_text(&mut self, slot: Slot, said: Option<&'a str>) {
        if let Some(said) = said {
            self.set(slot, Said::Text(said));
        }
    }

    /// These, and where one is missing, that of `other`.
    #[inline]
    pub(crate) fn or(mut self, other: &Known<'a>) -> Known<'a> {
        slots(other.set & !self.set).for_each(|slot| self.said[slot] = other.said[slot]);
        self.set |= other.set;
        self
    }

    /// Writes them as members of an event.
    pub(crate) fn write(&self, writer: &mut ValueWriter<'_, '_>) {
        for group in GROUPS {
            self.write_group(group, writer);
            self.write_session_after(group, writer);
        }
    }

    /// Writes them as members of one of many events: what `recent` has of the events before is copied.
    pub(crate) fn write_after(&self, recent: &mut Recent<'a>, writer: &mut ValueWriter<'_, '_>) {
        for (group, written) in GROUPS.into_iter().zip(&mut recent.written) {
            if self.set & group.bits() != 0 {
                if !self.says_the_same(&recent.known, group) {
                    recent.known.take(self, group);
                    *written = Repeated::default();
                }
                writer.repeat(written, |writer| self.write_group(group, writer));
            }
            self.write_session_after(group, writer);
        }
    }

    /// Whether both say the same of the members of a group.
    #[inline]
    fn says_the_same(&self, other: &Known<'a>, group: Group) -> bool {
        let is_same = |slot: usize| self.said[slot] == other.said[slot];
        (self.set ^ other.set) & group.bits() == 0 && slots(self.set & group.bits()).all(is_same)
    }

    /// Says the same of the members of a group as `other`.
    #[inline]
    fn take(&mut self, other: &Known<'a>, group: Group) {
        let said = other.set & group.bits();
        self.set = self.set & !group.bits() | said;
        slots(said).for_each(|slot| self.said[slot] = other.said[slot]);
    }

    /// Lines have it after the first group, and copy what stands in their order as a whole.
    fn write_session_after(&self, group: Group, writer: &mut ValueWriter<'_, '_>) {
        if let Some(session) = self.get(Slot::Session)
            && group == GROUPS[0]
        {
            session.write(Slot::Session.name(writer));
        }
    }

    fn write_group(&self, group: Group, writer: &mut ValueWriter<'_, '_>) {
        if self.set & group.bits() == 0 {
            return;
        }
        group.name(writer).object(|writer| {
            for slot in group.slots() {
                if let Some(value) = self.get(*slot) {
                    value.write(slot.name(writer));
                }
            }
        });
    }

    #[inline]
    fn get(&self, slot: Slot) -> Option<Said<'a>> {
        (self.set & bit(slot) != 0).then_some(self.said[slot as usize])
    }
}

/// The slots of which the bits are set.
#[inline(always)]
fn slots(mut set: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let slot = (set != 0).then_some(set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(slot)
    })
}

/// What was written of the events before, by group: those of a page say the same of it.
#[derive(Default)]
pub(crate) struct Recent<'a> {
    known: Known<'a>,
    written: [Repeated; GROUPS.len()],
}

impl Said<'_> {
    fn write(self, writer: &mut ValueWriter<'_, '_>) {
        match self {
            Self::Text(said) => writer.text(said),
            Self::Boolean(said) => writer.boolean(said),
        }
    }
}
