//! Which names are expected where: objects of one kind list their members in one order.

use super::id::{NameId, OTHER};

/// Places that are told apart.
pub(crate) const PLACES: usize = 1 << u8::BITS;
/// Names that are expected in one place.
const CHOICES: usize = 4;

/// A place for a name. Two that share a number share what is expected there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place(u8);

impl Place {
    /// The first one in an object that is, or is in, the value of the member named `around`. `OTHER` stands for none.
    #[inline(always)]
    pub(crate) const fn within(around: NameId) -> Place {
        /// More than most objects have members.
        const STEP: u8 = 37;
        Place(around.wrapping_mul(STEP))
    }

    /// The same where the number of that name is not at hand.
    #[inline(always)]
    pub(crate) fn within_text(around: &str) -> Place {
        Place(around.bytes().next().unwrap_or_default().wrapping_mul(7).wrapping_add(around.len() as u8))
    }

    /// In the object of which this is the first place, the one after the member named `before`.
    #[inline(always)]
    pub(crate) const fn after(self, before: NameId) -> Place {
        Place(self.0.wrapping_add(before))
    }

    /// Less than [`PLACES`].
    #[inline(always)]
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The names that have stood in each place, the first one first: it is mostly that of most objects.
#[derive(Clone)]
pub(super) struct Expected([[NameId; CHOICES]; PLACES]);

impl Default for Expected {
    fn default() -> Expected {
        Expected([[OTHER; CHOICES]; PLACES])
    }
}

impl Expected {
    #[inline(always)]
    pub(super) fn at(&self, place: Place) -> [NameId; CHOICES] {
        self.0[place.index()]
    }

    /// A name has stood in a place where it was not expected.
    pub(super) fn add(&mut self, place: Place, name: NameId) {
        let choices = &mut self.0[place.index()];
        if choices.contains(&name) {
            return;
        }
        let free = choices.iter().position(|choice| *choice == OTHER);
        choices[free.unwrap_or(CHOICES - 1)] = name;
    }

    /// Expects none of the names beyond that one any more.
    pub(super) fn forget_beyond(&mut self, last: NameId) {
        self.0.iter_mut().flatten().filter(|name| **name > last).for_each(|name| *name = OTHER);
    }
}
