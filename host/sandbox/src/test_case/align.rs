//! Which written line stands for which expected one.

use serde_json::Value;

use super::compare::matches;

/// A written line, and the one that is expected in its place. Numbers are indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    Both { expected: usize, written: usize },
    Missing(usize),
    Extra(usize),
}

/// Cells of the table by which lines are aligned. Beyond that, they are compared by their numbers.
const MAX_CELLS: usize = 4_000_000;

/// Which line stands for which expected one: as many as possible are equal, in their order, and what is between equal
/// lines is paired in order.
pub(super) fn align(expected: &[Value], written: &[Value]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut from_expected, mut from_written) = (0, 0);
    for (e, w) in equal_lines(expected, written).into_iter().chain([(expected.len(), written.len())]) {
        let both = (e - from_expected).min(w - from_written);
        pairs.extend((0..both).map(|at| Pair::Both { expected: from_expected + at, written: from_written + at }));
        pairs.extend((from_expected + both..e).map(Pair::Missing));
        pairs.extend((from_written + both..w).map(Pair::Extra));
        if e < expected.len() || w < written.len() {
            pairs.push(Pair::Both { expected: e, written: w });
        }
        (from_expected, from_written) = (e + 1, w + 1);
    }
    pairs
}

/// The longest common subsequence.
fn equal_lines(expected: &[Value], written: &[Value]) -> Vec<(usize, usize)> {
    let width = written.len() + 1;
    if expected.len().saturating_mul(written.len()) > MAX_CELLS {
        let equal = |at: &usize| matches(&written[*at], &expected[*at]);
        return (0..expected.len().min(written.len())).filter(equal).map(|at| (at, at)).collect();
    }
    let is_equal: Vec<bool> = expected.iter().flat_map(|e| written.iter().map(|w| matches(w, e))).collect();
    let mut longest = vec![0_u32; (expected.len() + 1) * width];
    for e in (0..expected.len()).rev() {
        for w in (0..written.len()).rev() {
            longest[e * width + w] = if is_equal[e * written.len() + w] {
                longest[(e + 1) * width + w + 1] + 1
            } else {
                longest[(e + 1) * width + w].max(longest[e * width + w + 1])
            };
        }
    }
    let (mut e, mut w, mut found) = (0, 0, Vec::new());
    while e < expected.len() && w < written.len() {
        if is_equal[e * written.len() + w] {
            found.push((e, w));
            (e, w) = (e + 1, w + 1);
        } else if longest[(e + 1) * width + w] >= longest[e * width + w + 1] {
            e += 1;
        } else {
            w += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pairs(expected: &[i32], written: &[i32]) -> Vec<Pair> {
        let values = |numbers: &[i32]| numbers.iter().map(|number| json!(number)).collect::<Vec<_>>();
        align(&values(expected), &values(written))
            .into_iter()
            .filter(|pair| match pair {
                Pair::Both { expected: e, written: w } => expected[*e] != written[*w],
                _ => true,
            })
            .collect()
    }

    #[test]
    fn a_line_too_many_or_too_few_does_not_move_the_others() {
        assert_eq!(pairs(&[1, 2, 3], &[1, 2, 3]), []);
        assert_eq!(pairs(&[1, 2, 3], &[1, 9, 2, 3]), [Pair::Extra(1)]);
        assert_eq!(pairs(&[1, 2, 3], &[2, 3]), [Pair::Missing(0)]);
        assert_eq!(pairs(&[1, 2, 3], &[1, 9, 3]), [Pair::Both { expected: 1, written: 1 }]);
        assert_eq!(pairs(&[], &[5]), [Pair::Extra(0)]);
        assert_eq!(
            pairs(&[1, 2, 3, 4], &[1, 8, 4, 9]),
            [Pair::Both { expected: 1, written: 1 }, Pair::Missing(2), Pair::Extra(3)]
        );
    }
}
