use crate::{corpus::Corpus, row::ROWS, sample::Sample, score::Score};
use std::{collections::BTreeMap, fmt::Write};

/// Examples of each list.
const EXAMPLES: usize = 30;
/// Forms and shapes of each list.
const GROUPS: usize = 12;

/// The smallest texts with values that were not found, by row, and harmless texts that were changed; `output` has what was
/// made of each. All are synthetic.
pub fn report(corpus: &Corpus, score: &Score, mut output: impl FnMut(&Sample) -> String) -> String {
    let mut text = String::new();
    for ((row, scored), samples) in ROWS.iter().zip(&score.rows).zip(&corpus.rows) {
        let missed: Vec<_> = scored.missed.iter().map(|number| &samples[*number]).collect();
        let _ = writeln!(text, "\n## {}: {} of {} texts\n", row.name, missed.len(), samples.len());
        write_groups(&mut text, "in", missed.iter().map(|sample| sample.form.clone()));
        write_groups(&mut text, "values like", missed.iter().map(|sample| shape(sample)));
        write_examples(&mut text, missed, &mut output);
    }
    let changed: Vec<_> = score.changed.iter().map(|number| &corpus.harmless[*number]).collect();
    let _ = writeln!(text, "\n## harmless: {} of {} texts\n", changed.len(), corpus.harmless.len());
    write_groups(&mut text, "in", changed.iter().map(|sample| sample.form.clone()));
    write_examples(&mut text, changed, &mut output);
    text
}

fn write_groups(text: &mut String, what: &str, of: impl Iterator<Item = String>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    of.for_each(|group| *counts.entry(group).or_default() += 1);
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(group, count)| (std::cmp::Reverse(*count), group.len()));
    for (group, count) in counts.into_iter().take(GROUPS) {
        let _ = writeln!(text, "{count:>6} {what} {group:?}");
    }
}

fn write_examples(text: &mut String, mut samples: Vec<&Sample>, output: &mut impl FnMut(&Sample) -> String) {
    samples.sort_by_key(|sample| sample.text.len());
    for sample in samples.into_iter().take(EXAMPLES) {
        let _ = writeln!(text, "- {:?} {:?} -> {:?}", sample.place, sample.text, output(sample));
    }
}

/// The first value with digits as 9 and letters as a, each run of one once.
fn shape(sample: &Sample) -> String {
    let value = sample.values.first().map_or("", |range| &sample.text[range.clone()]);
    let mut shape: Vec<char> = value
        .chars()
        .map(|character| match character {
            '0'..='9' => '9',
            _ if character.is_alphabetic() => 'a',
            _ => character,
        })
        .collect();
    shape.dedup();
    shape.into_iter().take(40).collect()
}
