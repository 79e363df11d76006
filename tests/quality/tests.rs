//! The quick part, for `make test`: no match is lost, and the corpus is what it says.

use redaction_quality::{
    alignment::{Mask, align},
    baseline::Baseline,
    corpus::{Corpus, HARMLESS},
    locale::locales,
    own::{self, OwnScore},
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

#[test]
fn texts_of_others_are_measured() {
    let lines = r#"
{"kind":"email","form":"plain","surrounding":"twice","text":"ann@example.com, <ann@example.com>","values":["ann@example.com"]}
{"kind":"email","text":"ann at example dot com, 4111 1111 1111 1111","values":["ann at example dot com"]}
{"kind":"harmless","text":"nothing here"}
{"kind":"harmless","text":"from 192.0.2.44"}
"#;
    let texts = own::read(lines).expect("the lines are right");
    let (score, outputs) = OwnScore::measure(&texts, &Subject::start());
    let share = |part, whole| Share { part, whole };
    assert_eq!(score.kinds["email"].recall, share(1, 2));
    assert_eq!(score.kinds["email"].rest, share(1, 2));
    assert_eq!(score.harmless(), share(1, 2));
    assert_eq!(score.precision["email"], share(2, 2));
    assert_eq!(score.precision["card"], share(0, 1));
    assert_eq!(score.precision["ipv4"], share(0, 1));
    let tables = own::tables(&texts, &score);
    assert!(!tables.contains("ann") && !tables.contains("192"), "figures alone: {tables}");
    let missed = own::missed(&texts, &score, &outputs);
    assert!(missed.contains("missed \"ann at example dot com\"; wrongly \"4111 1111 1111 1111\" as card"), "{missed}");
    assert!(missed.contains("wrongly \"192.0.2.44\" as ipv4") && !missed.contains("twice"), "{missed}");
}

#[test]
fn a_wrong_line_of_others_is_told_by_its_number() {
    let error = |line: &str| {
        let right = "{\"kind\":\"harmless\",\"text\":\"x\"}\n\n";
        own::read(&format!("{right}{line}")).expect_err(line)
    };
    assert_eq!(
        error(r#"{"kind":"email","text":"a@b.de","values":["x@b.de"]}"#),
        "line 3: the value \"x@b.de\" is not in the text"
    );
    assert_eq!(
        error(r#"{"kind":"harmless","text":"a","values":["a"]}"#),
        "line 3: a text of the kind `harmless` has no `values`"
    );
    for line in ["email", "{}", r#"{"kind":"email","text":"a"}"#, r#"{"kind":"","text":"a","values":["a"]}"#] {
        assert!(error(line).starts_with("line 3: "), "{}", error(line));
    }
    assert!(error(r#"{"kind":"email","text":"a","values":["a"],"valeus":[]}"#).contains("valeus"));
    assert!(error(r#"{"kind":"email","text":"a","values":[""]}"#).starts_with("line 3: "));
    assert_eq!(own::read("\n").expect_err("nothing"), "there is no text");
}
