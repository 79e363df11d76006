use crate::{
    alignment::{Mask, align},
    corpus::Corpus,
    row::{CREDENTIAL, ROWS, Row},
    sample::Sample,
};
use std::{collections::BTreeMap, ops::Range};

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub part: usize,
    pub whole: usize,
}

impl Share {
    pub fn add(&mut self, counts: bool) {
        self.part += usize::from(counts);
        self.whole += 1;
    }

    /// None where there is nothing.
    pub fn per_cent(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 * 100.0 / self.whole as f64)
    }
}

/// What was found of one row.
#[derive(Clone, Debug, Default)]
pub struct RowScore {
    /// Values that are gone, whole.
    pub recall: Share,
    /// The same, of texts of forms that are kept out of the tuning set.
    pub recall_kept_out: Share,
    /// Texts that stay as they were, but for the value.
    pub rest: Share,
    /// Numbers of the texts that have a value that was not found.
    pub missed: Vec<usize>,
}

/// What was found in a set.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// For each of [`ROWS`].
    pub rows: Vec<RowScore>,
    /// For each rule, how many of its redactions are of a value that it names.
    pub rules: BTreeMap<String, Share>,
    /// Harmless texts that stay as they are, by family.
    pub harmless: BTreeMap<String, Share>,
    /// Numbers of those that do not.
    pub changed: Vec<usize>,
}

/// What somebody made of one text: masks, or None where the text is gone or otherwise changed.
pub type Redacted = Option<Vec<Mask>>;

impl Score {
    pub fn new(corpus: &Corpus, mut redact: impl FnMut(&[Sample]) -> Vec<Redacted>) -> Self {
        let mut score = Score::default();
        for (row, samples) in ROWS.iter().zip(&corpus.rows) {
            let mut scored = RowScore::default();
            for (number, (sample, masks)) in samples.iter().zip(redact(samples)).enumerate() {
                let masks = masks.unwrap_or_else(|| vec![Mask { range: 0..sample.text.len(), rule: "removed".into() }]);
                score.count_rules(Some(row), sample, &masks);
                scored.count(number, sample, &masks);
            }
            score.rows.push(scored);
        }
        for (number, (sample, masks)) in corpus.harmless.iter().zip(redact(&corpus.harmless)).enumerate() {
            let unchanged = masks.as_ref().is_some_and(Vec::is_empty);
            score.count_rules(None, sample, &masks.unwrap_or_default());
            score.harmless.entry(sample.form.clone()).or_default().add(unchanged);
            if !unchanged {
                score.changed.push(number);
            }
        }
        score
    }

    fn count_rules(&mut self, row: Option<&Row>, sample: &Sample, masks: &[Mask]) {
        for mask in masks {
            let meets = sample.values.iter().any(|value| overlap(value, &mask.range));
            let right = meets && row.is_some_and(|row| row.is_named_by(&mask.rule));
            self.rules.entry(mask.rule.clone()).or_default().add(right);
        }
    }

    /// Of all redactions that carry the name of the row's kind.
    pub fn precision(&self, row: &Row) -> Share {
        let own = |rule: &str| match row.kind {
            CREDENTIAL => rule == CREDENTIAL || ROWS.iter().all(|row| row.kind != rule),
            kind => kind == rule,
        };
        let mut share = Share::default();
        for (_, rule) in self.rules.iter().filter(|(rule, _)| own(rule)) {
            share.part += rule.part;
            share.whole += rule.whole;
        }
        share
    }

    pub fn unchanged(&self) -> Share {
        self.harmless
            .values()
            .fold(Share::default(), |sum, share| Share { part: sum.part + share.part, whole: sum.whole + share.whole })
    }
}

impl RowScore {
    fn count(&mut self, number: usize, sample: &Sample, masks: &[Mask]) {
        let gone = |byte: usize| masks.iter().any(|mask| mask.range.contains(&byte));
        let found: Vec<_> = sample.values.iter().map(|value| value.clone().all(gone)).collect();
        for found in &found {
            self.recall.add(*found);
            if sample.kept_out {
                self.recall_kept_out.add(*found);
            }
        }
        if found.contains(&false) {
            self.missed.push(number);
        }
        let allowed = |byte: usize| sample.values.iter().chain(&sample.may).any(|range| range.contains(&byte));
        self.rest.add((0..sample.text.len()).all(|byte| allowed(byte) || !gone(byte)));
    }
}

/// What the service made of texts.
pub fn masks_of(sample: &Sample, output: Option<String>) -> Redacted {
    let edges: Vec<_> = sample.values.iter().chain(&sample.may).flat_map(|range| [range.start, range.end]).collect();
    align(&sample.text, &output?, &edges)
}

pub fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
