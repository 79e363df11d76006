//! The bits of a mask of a window.

use super::classify::WINDOW;

/// The places of the bits that are set.
pub(crate) fn places(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = mask.trailing_zeros() as usize;
        mask &= mask.wrapping_sub(1);
        (place < WINDOW).then_some(place)
    })
}
