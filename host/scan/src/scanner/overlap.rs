//! What happens where matches overlap.
//!
//! The leftmost match wins; of those that start together the longer one; of equal ones the one of the lower rank: what a word of
//! its own tells, then any other, then a telephone number, since words and separators alone make one; and then the pattern that
//! comes first in the list. What loses is dropped where the winner covers it. Where it reaches beyond the winner, the rest of it stays
//! a match of its own pattern: what any pattern has found is not left standing. The one exception is the caller's to
//! make: in `https://user:password@host`, the `@host` of the "address" `password@host` is not worth a match.

use crate::Match;

/// Sorts `matches[from..]` and resolves overlaps in place; `keep_rest` judges the rest of a match that lost its start
/// to the winner, which comes second.
pub(crate) fn resolve(
    matches: &mut Vec<Match>,
    from: usize,
    rank: impl Fn(u32) -> u8,
    keep_rest: impl Fn(&Match, &Match) -> bool,
) {
    let found = &mut matches[from..];
    match found {
        [] => return,
        [one] if one.start < one.end => return,
        _ => {}
    }
    found.sort_unstable_by_key(|one| (one.start, std::cmp::Reverse(one.end), rank(one.pattern), one.pattern));
    let mut kept = from;
    let mut covered = 0;
    for index in from..matches.len() {
        let mut one = matches[index];
        let overlaps = one.start < covered;
        one.start = one.start.max(covered);
        if one.start < one.end && (!overlaps || keep_rest(&one, &matches[kept - 1])) {
            covered = one.end;
            matches[kept] = one;
            kept += 1;
        }
    }
    matches.truncate(kept);
}
