use super::{
    read::{HARMLESS, Labelled},
    score::{OwnScore, TextScore},
};
use crate::{alignment::Mask, table::per_cent};
use std::{collections::BTreeMap, fmt::Write};

/// Figures alone, without a word of the texts.
pub fn tables(texts: &[Labelled], score: &OwnScore) -> String {
    let mut text = String::from("| kind | texts | values | recall % | rest unchanged % |\n|---|---:|---:|---:|---:|\n");
    for (kind, scored) in score.kinds.iter().filter(|(kind, _)| *kind != HARMLESS) {
        let (recall, rest) = (per_cent(scored.recall), per_cent(scored.rest));
        let _ = writeln!(text, "| {kind} | {} | {} | {recall} | {rest} |", scored.rest.whole, scored.recall.whole);
    }
    let harmless = score.harmless();
    let _ = writeln!(text, "| {HARMLESS} | {} | | | {} |", harmless.whole, per_cent(harmless));
    text += "\n| redactions called | count | meet no value | precision % |\n|---|---:|---:|---:|\n";
    for (rule, share) in &score.precision {
        let wrong = share.whole - share.part;
        let _ = writeln!(text, "| {rule} | {} | {wrong} | {} |", share.whole, per_cent(*share));
    }
    let wrong = score.texts.iter().filter(|text| !text.is_right()).count();
    let _ = writeln!(text, "\n{wrong} of {} texts have something wrong", texts.len());
    text
}

/// The texts in which something is wrong, by kind and form, with what was made of them.
pub fn missed(texts: &[Labelled], score: &OwnScore, outputs: &[String]) -> String {
    let mut by_kind: BTreeMap<&str, BTreeMap<&str, Vec<_>>> = BTreeMap::new();
    let all = texts.iter().zip(&score.texts).zip(outputs);
    for ((labelled, scored), output) in all.filter(|((_, scored), _)| !scored.is_right()) {
        let forms = by_kind.entry(&labelled.kind).or_default();
        forms.entry(&labelled.form).or_default().push((labelled, scored, output));
    }
    let mut text = String::new();
    for (kind, forms) in by_kind {
        let count: usize = forms.values().map(Vec::len).sum();
        let _ = writeln!(text, "\n## {kind}: {count} texts");
        for (form, wrong) in forms {
            let form = if form.is_empty() { "no form" } else { form };
            let _ = writeln!(text, "\n{form}: {}\n", wrong.len());
            for (labelled, scored, output) in wrong {
                let _ = write!(text, "- {:?} -> {output:?}", labelled.sample.text);
                let _ = writeln!(text, "{}", what(&labelled.sample.text, scored));
            }
        }
    }
    text
}

fn what(text: &str, scored: &TextScore) -> String {
    let mut line = String::new();
    for place in &scored.missed {
        let _ = write!(line, "; missed {:?}", &text[place.clone()]);
    }
    let mut list = |what: &str, masks: &[Mask]| {
        for mask in masks {
            let _ = write!(line, "; {what} {:?} as {}", &text[mask.range.clone()], mask.rule);
        }
    };
    list("wrongly", &scored.wrong);
    list("too much", &scored.too_much);
    line
}

impl TextScore {
    fn is_right(&self) -> bool {
        self.missed.is_empty() && self.wrong.is_empty() && self.too_much.is_empty()
    }
}
