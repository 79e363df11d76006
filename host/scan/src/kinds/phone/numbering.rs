//! National telephone numbers of the regions that a setting names.

use super::plans::PLANS;

/// The plans of some regions.
#[derive(Debug, Default)]
pub(crate) struct NumberingPlans(Vec<Plan>);

#[derive(Debug)]
struct Plan {
    trunk_prefix: &'static [u8],
    /// By length: which first two digits a number may have.
    lengths: &'static [(u8, u128)],
}

/// A region that has no plan, or is none.
#[derive(Debug)]
pub(crate) struct UnknownRegion;

impl NumberingPlans {
    /// Regions are two letters in any case (ISO 3166-1).
    pub(crate) fn of(regions: &[String]) -> Result<NumberingPlans, UnknownRegion> {
        let plan = |region: &String| {
            let known = PLANS.iter().find(|(code, ..)| region.as_bytes().eq_ignore_ascii_case(code.as_slice()));
            known.map(|(_, trunk_prefix, lengths)| Plan { trunk_prefix, lengths }).ok_or(UnknownRegion)
        };
        Ok(NumberingPlans(regions.iter().map(plan).collect::<Result<_, _>>()?))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether ASCII digits are a national number of one of the regions, with or without the trunk prefix.
    pub(crate) fn has(&self, digits: &[u8]) -> bool {
        self.0.iter().any(|plan| {
            let without = digits.strip_prefix(plan.trunk_prefix).filter(|_| !plan.trunk_prefix.is_empty());
            without.is_some_and(|digits| plan.has(digits)) || plan.has(digits)
        })
    }
}

impl Plan {
    fn has(&self, digits: &[u8]) -> bool {
        let [first, second, ..] = *digits else { return false };
        let beginning = u32::from(first.wrapping_sub(b'0')) * 10 + u32::from(second.wrapping_sub(b'0'));
        self.lengths.iter().any(|(length, beginnings)| {
            usize::from(*length) == digits.len() && beginnings.checked_shr(beginning).unwrap_or(0) & 1 == 1
        })
    }
}
