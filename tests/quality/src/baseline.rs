use crate::{corpus::Corpus, row::ROWS, score::Score, table::per_cent};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};

/// What was found when it was written, by the name of the set.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Baseline(BTreeMap<String, Known>);

/// What was found in one set.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    /// Of its texts: with others there is nothing to compare.
    digest: String,
    rows: BTreeMap<String, KnownRow>,
    /// Numbers of harmless texts that are changed.
    changed: Numbers,
}

#[derive(Debug, Serialize, Deserialize)]
struct KnownRow {
    recall: String,
    precision: String,
    /// Numbers of the texts that have a value that is not found.
    missed: Numbers,
}

/// Ascending numbers, as in `3-5 9`.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Numbers(String);

impl Baseline {
    /// # Panics
    /// When the file cannot be read, but for one that is not there.
    pub fn read() -> Self {
        match std::fs::read_to_string(path()) {
            Ok(text) => serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path().display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => panic!("reading {}: {error}", path().display()),
        }
    }

    pub fn write(&self) {
        let text = serde_json::to_string_pretty(self).expect("it is JSON") + "\n";
        std::fs::write(path(), text).unwrap_or_else(|error| panic!("writing {}: {error}", path().display()));
    }

    pub fn set(&mut self, corpus: &Corpus, score: &Score) {
        let rows = ROWS.iter().zip(&score.rows).map(|(row, scored)| {
            let missed = Numbers::of(&scored.missed);
            let (recall, precision) = (per_cent(scored.recall), per_cent(score.precision(row)));
            (row.name.to_owned(), KnownRow { recall, precision, missed })
        });
        let known = Known { digest: corpus.digest(), rows: rows.collect(), changed: Numbers::of(&score.changed) };
        self.0.insert(corpus.set.name().to_owned(), known);
    }

    /// What was better before: each match that is lost, and each harmless text that is changed now.
    pub fn regressions(&self, corpus: &Corpus, score: &Score) -> Vec<String> {
        const WRITE: &str = "write a new baseline with `make quality BASELINE=write`";
        let set = corpus.set.name();
        let Some(known) = self.0.get(set).filter(|known| known.digest == corpus.digest()) else {
            return vec![format!("the {set} texts are not those of the baseline; {WRITE}")];
        };
        let mut regressions = Vec::new();
        for ((row, scored), samples) in ROWS.iter().zip(&score.rows).zip(&corpus.rows) {
            let missed = known.rows.get(row.name).map(|row| row.missed.list()).unwrap_or_default();
            for number in scored.missed.iter().filter(|number| !missed.contains(number)) {
                regressions.push(format!("{set}, {}: lost in {:?}", row.name, samples[*number].text));
            }
        }
        let changed = known.changed.list();
        for number in score.changed.iter().filter(|number| !changed.contains(number)) {
            regressions.push(format!("{set}, harmless: changed {:?}", corpus.harmless[*number].text));
        }
        regressions
    }
}

impl Numbers {
    fn of(numbers: &[usize]) -> Self {
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for number in numbers {
            match ranges.last_mut().filter(|(_, last)| last + 1 == *number) {
                Some((_, last)) => *last = *number,
                None => ranges.push((*number, *number)),
            }
        }
        let text = |(first, last)| if first == last { format!("{first}") } else { format!("{first}-{last}") };
        Self(ranges.into_iter().map(text).collect::<Vec<_>>().join(" "))
    }

    fn list(&self) -> std::collections::HashSet<usize> {
        let range = |text: &str| {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            let number = |text: &str| text.parse::<usize>().expect("the baseline has numbers");
            number(first)..=number(last)
        };
        self.0.split_whitespace().flat_map(range).collect()
    }
}

fn path() -> PathBuf {
    sluice_tests::workspace().join("tests/quality/baseline.json")
}
