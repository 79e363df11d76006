//! The quick part, for `make test`: no match is lost, and the corpus is what it says.

use redaction_quality::{
    alignment::{Mask, align},
    baseline::Baseline,
    corpus::{Corpus, HARMLESS},
    locale::locales,
    reference,
    row::{self, ROWS},
    sample::{Sample, Set},
    score::{Score, Share, masks_of},
    service::Subject,
    values::phone,
};

#[test]
fn no_match_of_the_baseline_is_lost() {
    let corpus = Corpus::new(Set::Tuning);
    let subject = Subject::start();
    let score = Score::new(&corpus, |samples| {
        let outputs = subject.outputs(samples);
        samples.iter().zip(outputs).map(|(sample, output)| masks_of(sample, output)).collect()
    });
    let regressions = Baseline::read().regressions(&corpus, &score);
    assert!(regressions.is_empty(), "{} are worse than the baseline:\n{}", regressions.len(), regressions.join("\n"));
}

#[test]
fn each_set_is_as_large_as_it_says_and_the_same_in_every_run() {
    assert!(locales().len() >= 40);
    assert!(phone::regions().len() >= 60);
    for set in Set::ALL {
        let corpus = Corpus::new(set);
        assert!(corpus.positives() >= 20_000, "{}", corpus.positives());
        assert_eq!(corpus.harmless.len(), HARMLESS);
        assert_eq!(corpus.digest(), Corpus::new(set).digest());
    }
}

#[test]
fn the_tuning_set_has_no_form_that_is_kept_out_of_it() {
    let kept_out = |set| {
        let corpus = Corpus::new(set);
        corpus.rows.iter().flatten().chain(&corpus.harmless).filter(|sample| sample.kept_out).count()
    };
    assert_eq!(kept_out(Set::Tuning), 0);
    assert!(kept_out(Set::Published) > 10_000);
}

#[test]
fn values_are_valid_by_their_standards() {
    let corpus = Corpus::new(Set::Published);
    for value in values(&corpus, row::CARD) {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        assert!((12..=19).contains(&digits.len()) && reference::luhn(&digits), "{value}");
    }
    for value in values(&corpus, row::IBAN) {
        let compact: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
        assert_eq!(reference::mod_97(&compact), Some(1), "{value}");
    }
    for value in values(&corpus, row::EMAIL) {
        assert!(reference::is_email(&value), "{value}");
    }
}

/// Those of texts that do not encode them.
fn values(corpus: &Corpus, name: &str) -> Vec<String> {
    let place = ROWS.iter().position(|row| row.name == name).expect("it is a row");
    let plain = |sample: &&Sample| !sample.text.contains(['%', '+', '\\', '&']);
    let samples = corpus.rows[place].iter().filter(plain);
    samples.flat_map(|sample| sample.values.iter().map(|range| sample.text[range.clone()].to_owned())).collect()
}

#[test]
fn masks_are_placed_where_the_output_has_them() {
    let ranges = |input, output, edges: &[usize]| {
        align(input, output, edges).map(|masks| masks.into_iter().map(|mask| mask.range).collect::<Vec<_>>())
    };
    assert_eq!(ranges("a b c", "a b c", &[]), Some(vec![]));
    assert_eq!(ranges("a bb c d", "a [redacted:email] c [redacted:ssn]", &[]), Some(vec![2..4, 7..8]));
    // Both readings fit; the edges of the value decide.
    assert_eq!(ranges("1 2 3 4", "[redacted:card] [redacted:phone]", &[0, 3, 4, 7]), Some(vec![0..3, 4..7]));
    assert_eq!(ranges("a b c", "a b d", &[]), None);
    assert_eq!(ranges("a b c", "x [redacted:email]", &[]), None);
}

#[test]
fn a_lost_match_is_told() {
    let corpus = Corpus::new(Set::Tuning);
    let score = Score::new(&corpus, |samples| samples.iter().map(|_| Some(Vec::new())).collect());
    assert!(score.rows.iter().all(|row| row.recall.part == 0 && row.rest.part == row.rest.whole));
    let regressions = Baseline::read().regressions(&corpus, &score);
    assert!(regressions.len() > 10_000, "{}", regressions.len());
}

#[test]
fn what_takes_all_and_nothing_else_has_full_marks() {
    let corpus = Corpus::new(Set::Published);
    let masks = |sample: &Sample| {
        let rule = ROWS.iter().find(|row| row.name == sample.row).map_or("", |row| row.kind);
        sample.values.iter().map(|value| Mask { range: value.clone(), rule: rule.to_owned() }).collect()
    };
    let score = Score::new(&corpus, |samples| samples.iter().map(|sample| Some(masks(sample))).collect());
    for (row, scored) in ROWS.iter().zip(&score.rows) {
        let full = |share: Share| share.part == share.whole && share.whole > 0;
        assert!(full(scored.recall) && full(scored.rest) && full(score.precision(row)), "{}", row.name);
    }
    assert!(score.changed.is_empty());
}
