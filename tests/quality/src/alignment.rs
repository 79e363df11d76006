use std::ops::Range;

/// A part of a text that was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    pub range: Range<usize>,
    /// As in `[redacted:email]`.
    pub rule: String,
}

const OPEN: &str = "[redacted:";
/// Bounds the search in texts that repeat themselves.
const MAX_STEPS: usize = 20_000;

/// Where `output` has masks in place of parts of `input`; None where it differs in any other way.
///
/// What stands between two masks may be found in the input more than once. Of all readings the one is taken whose masks
/// begin and end most often at `edges`, those of the values.
pub fn align(input: &str, output: &str, edges: &[usize]) -> Option<Vec<Mask>> {
    let (literals, rules) = split(output);
    let (first, last) = (literals[0], literals[literals.len() - 1]);
    if rules.is_empty() {
        return (input == output).then(Vec::new);
    }
    if !input.starts_with(first) || !input.ends_with(last) || input.len() < first.len() + last.len() + rules.len() {
        return None;
    }
    let end = input.len() - last.len();
    let mut search = Search { input, inner: &literals[1..literals.len() - 1], end, edges, steps: 0, best: None };
    search.place(first.len(), &mut Vec::new(), 0);
    let (_, ranges) = search.best?;
    Some(ranges.into_iter().zip(rules).map(|(range, rule)| Mask { range, rule: rule.to_owned() }).collect())
}

/// What is between masks, and their rules: one fewer.
fn split(output: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut literals, mut rules, mut rest) = (Vec::new(), Vec::new(), output);
    while let Some((before, behind)) = rest.split_once(OPEN) {
        let Some((rule, after)) = behind.split_once(']') else { break };
        literals.push(before);
        rules.push(rule);
        rest = after;
    }
    literals.push(rest);
    (literals, rules)
}

struct Search<'a> {
    input: &'a str,
    inner: &'a [&'a str],
    end: usize,
    edges: &'a [usize],
    steps: usize,
    /// With how many edges it meets.
    best: Option<(usize, Vec<Range<usize>>)>,
}

impl Search<'_> {
    /// The mask that starts at `start`, and all behind it.
    fn place(&mut self, start: usize, placed: &mut Vec<Range<usize>>, met: usize) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return;
        }
        let meets = |place: usize| usize::from(self.edges.contains(&place));
        let Some(literal) = self.inner.get(placed.len()) else {
            let met = met + meets(start) + meets(self.end);
            if start < self.end && self.best.as_ref().is_none_or(|(best, _)| met > *best) {
                let ranges = placed.iter().cloned().chain(std::iter::once(start..self.end)).collect();
                self.best = Some((met, ranges));
            }
            return;
        };
        let from = start + self.input[start..].chars().next().map_or(1, char::len_utf8);
        let Some(behind) = self.input.get(from..self.end) else { return };
        for found in behind.match_indices(literal).map(|(place, _)| from + place).collect::<Vec<_>>() {
            placed.push(start..found);
            let met = met + usize::from(self.edges.contains(&start)) + usize::from(self.edges.contains(&found));
            self.place(found + literal.len(), placed, met);
            placed.pop();
        }
    }
}
