//! Sets of kinds.

use crate::Kind;

/// A set of kinds, and of three facts about a text that concern all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u32);

impl Kinds {
    pub(crate) const NONE: Kinds = Kinds(0);
    /// The text has a `%XX` or a backslash, so it may hold something escaped.
    pub(crate) const ESCAPED: Kinds = Kinds(1 << 29);
    /// The text has bytes outside ASCII, so it may hold look-alikes of digits and separators.
    pub(crate) const NON_ASCII: Kinds = Kinds(1 << 30);
    /// Kinds that need [`WordMasks`](crate::text::classify::WordMasks): a scanner without them does not make those.
    pub(crate) const WORDS: Kinds = Kinds::of(Kind::NationalId)
        .with(Kinds::of(Kind::Passport))
        .with(Kinds::of(Kind::BankAccount))
        .with(Kinds::of(Kind::CryptoWallet))
        .with(Kinds::of(Kind::MacAddress))
        .with(Kinds::of(Kind::DeviceId))
        .with(Kinds::of(Kind::VehicleId))
        .with(Kinds::of(Kind::BirthDate))
        .with(Kinds::of(Kind::Coordinates))
        .with(Kinds::of(Kind::UserPath));
    /// Both: the text may read otherwise than its bytes say.
    pub(crate) const DISGUISED: Kinds = Kinds::ESCAPED.with(Kinds::NON_ASCII);
    /// The text has a run of digits that would be a card or phone number if it were a JSON number.
    pub(crate) const LONG_NUMBER: Kinds = Kinds(1 << 31);

    #[inline]
    pub(crate) const fn of(kind: Kind) -> Kinds {
        Kinds(1 << kind as u32)
    }

    #[inline]
    pub(crate) const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// `self` where `condition` holds, nothing otherwise; without a branch.
    #[inline(always)]
    pub(crate) fn when(self, condition: bool) -> Kinds {
        Kinds(self.0 & (condition as u32).wrapping_neg())
    }

    #[inline]
    pub(crate) const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[inline]
    pub(crate) const fn has(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = Kind> {
        let mut left = self.0 & ((1 << Kind::ALL.len()) - 1);
        std::iter::from_fn(move || {
            let kind = *Kind::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(kind)
        })
    }
}
