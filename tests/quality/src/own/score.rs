use super::read::{HARMLESS, Labelled};
use crate::{
    alignment::Mask,
    row::{CREDENTIAL, ROWS},
    sample::Sample,
    score::{Redacted, Share, masks_of, overlap},
    service::Subject,
};
use std::{collections::BTreeMap, ops::Range};

/// What was found of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnKind {
    /// Values that are gone, wherever they stand in the text, whole.
    pub recall: Share,
    /// Texts that stay as they were, but for their values.
    pub rest: Share,
}

/// What is wrong in one text.
#[derive(Clone, Debug, Default)]
pub struct TextScore {
    pub missed: Vec<Range<usize>>,
    /// Redactions that meet no value, and redactions that take more than a value.
    pub wrong: Vec<Mask>,
    pub too_much: Vec<Mask>,
}

#[derive(Clone, Debug, Default)]
pub struct OwnScore {
    pub kinds: BTreeMap<String, OwnKind>,
    /// Of all redactions under a kind's name, those that meet any value.
    pub precision: BTreeMap<String, Share>,
    /// For each text.
    pub texts: Vec<TextScore>,
}

impl OwnScore {
    /// What the service makes of the texts, and what is written of each.
    pub fn measure(texts: &[Labelled], subject: &Subject) -> (Self, Vec<String>) {
        let samples: Vec<Sample> = texts.iter().map(|text| text.sample.clone()).collect();
        let outputs = subject.outputs(&samples);
        let masks = samples.iter().zip(&outputs).map(|(sample, output)| masks_of(sample, output.clone())).collect();
        let written = outputs.into_iter().map(|output| output.unwrap_or_else(|| "(gone)".into())).collect();
        (Self::new(texts, masks), written)
    }

    pub fn new(texts: &[Labelled], redacted: Vec<Redacted>) -> Self {
        let mut score = Self::default();
        for (text, masks) in texts.iter().zip(redacted) {
            let gone = || vec![Mask { range: 0..text.sample.text.len(), rule: "removed".into() }];
            score.count(text, masks.unwrap_or_else(gone));
        }
        score
    }

    pub fn harmless(&self) -> Share {
        self.kinds.get(HARMLESS).map_or_else(Share::default, |kind| kind.rest)
    }

    fn count(&mut self, text: &Labelled, masks: Vec<Mask>) {
        let kind = self.kinds.entry(text.kind.clone()).or_default();
        let gone = |byte: usize| masks.iter().any(|mask| mask.range.contains(&byte));
        let mut scored = TextScore::default();
        for value in &text.values {
            let left = value.iter().find(|place| !(*place).clone().all(gone));
            kind.recall.add(left.is_none());
            scored.missed.extend(left.cloned());
        }
        for mask in masks {
            let values = &text.sample.values;
            let meets = values.iter().any(|value| overlap(value, &mask.range));
            self.precision.entry(name(&mask.rule).to_owned()).or_default().add(meets);
            let within = mask.range.clone().all(|byte| values.iter().any(|value| value.contains(&byte)));
            match (meets, within) {
                (false, _) => scored.wrong.push(mask),
                (true, false) => scored.too_much.push(mask),
                (true, true) => {}
            }
        }
        kind.rest.add(scored.wrong.is_empty() && scored.too_much.is_empty());
        self.texts.push(scored);
    }
}

/// Secrets are called after what their name says, so any name that is no kind's is one of them.
fn name(rule: &str) -> &str {
    let is_kind = rule == "person" || rule == "removed" || ROWS.iter().any(|row| row.kind == rule);
    if is_kind && rule != CREDENTIAL { rule } else { "secret" }
}
