//! `redaction-quality`: how much of what has to go is gone, and what goes besides.

use clap::{Parser, ValueEnum};
use redaction_quality::{
    baseline::Baseline,
    corpus::Corpus,
    missed, own,
    row::ROWS,
    sample::{Sample, Set},
    score::{Score, masks_of},
    service::Subject,
    table,
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Measures redaction on synthetic texts, through the real service
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// What to do with the baseline: fail on what was better in it, or write it
    #[arg(long, value_enum, default_value_t = Against::Compare)]
    baseline: Against,
    /// Only this set
    #[arg(long, value_enum)]
    set: Option<Choice>,
    /// Without the processor's time
    #[arg(long)]
    untimed: bool,
    /// Measures these texts in place of the sets: one JSON object a line, with `kind`, `text` and `values`
    #[arg(long, value_name = "FILE", conflicts_with = "set")]
    texts: Option<PathBuf>,
    /// Where to write which of them have something wrong, texts and all; without it only figures are printed
    #[arg(long, value_name = "FILE", requires = "texts")]
    missed: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Against {
    Ignore,
    Compare,
    Write,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    Tuning,
    Published,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(texts) = &arguments.texts {
        return match measure_own(texts, arguments.missed.as_deref()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        };
    }
    let mut baseline = Baseline::read();
    let mut regressions = Vec::new();
    for set in Set::ALL {
        let name = set.name();
        if arguments.set.is_some_and(|only| (only == Choice::Tuning) != (set == Set::Tuning)) {
            continue;
        }
        let corpus = Corpus::new(set);
        let (score, outputs) = measure(&corpus);
        let cpu = (!arguments.untimed).then(|| times(&corpus));
        println!("The {name} set: {} values, {} harmless texts\n", corpus.positives(), corpus.harmless.len());
        println!("{}\n{}", table::table(&score, cpu.as_deref()), table::details(&score));
        write(&format!("{name}.jsonl"), &texts(&corpus));
        // What is published is not looked at: nobody tunes on it.
        if set == Set::Tuning {
            let output =
                |sample: &Sample| outputs.get(&sample.text).cloned().flatten().unwrap_or_else(|| "(gone)".into());
            let file = write(&format!("{name}-missed.md"), &missed::report(&corpus, &score, output));
            println!("what was missed: {}\n", file.display());
        }
        match arguments.baseline {
            Against::Write => baseline.set(&corpus, &score),
            Against::Compare => regressions.extend(baseline.regressions(&corpus, &score)),
            Against::Ignore => {}
        }
    }
    if arguments.baseline == Against::Write {
        baseline.write();
    }
    regressions.iter().take(40).for_each(|regression| eprintln!("{regression}"));
    if regressions.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measure_own(file: &Path, missed: Option<&Path>) -> Result<(), String> {
    let failed = |file: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let lines = std::fs::read_to_string(file).map_err(|error| failed(file, &error))?;
    let texts = own::read(&lines).map_err(|error| failed(file, &error))?;
    let (score, outputs) = own::OwnScore::measure(&texts, &Subject::start());
    print!("{}", own::tables(&texts, &score));
    let Some(missed) = missed else { return Ok(()) };
    std::fs::write(missed, own::missed(&texts, &score, &outputs)).map_err(|error| failed(missed, &error))
}

fn measure(corpus: &Corpus) -> (Score, HashMap<String, Option<String>>) {
    let subject = Subject::start();
    let mut all = HashMap::new();
    let score = Score::new(corpus, |samples| {
        let outputs = subject.outputs(samples);
        all.extend(samples.iter().map(|sample| sample.text.clone()).zip(outputs.iter().cloned()));
        samples.iter().zip(outputs).map(|(sample, output)| masks_of(sample, output)).collect()
    });
    (score, all)
}

fn times(corpus: &Corpus) -> Vec<f64> {
    let subject = Subject::counted();
    corpus.rows.iter().chain([&corpus.harmless]).map(|samples| subject.cpu_per_mb(samples)).collect()
}

/// One JSON object a line, for peers.
fn texts(corpus: &Corpus) -> String {
    let kinds = ROWS.iter().map(|row| row.kind).chain([""]);
    let samples = kinds.zip(corpus.rows.iter().chain([&corpus.harmless]));
    let line = |kind: &str, sample: &Sample| {
        let ranges =
            |list: &[std::ops::Range<usize>]| list.iter().map(|range| [range.start, range.end]).collect::<Vec<_>>();
        let (values, may) = (ranges(&sample.values), ranges(&sample.may));
        let (row, text) = (sample.row, &sample.text);
        serde_json::json!({"row": row, "kind": kind, "text": text, "values": values, "may": may}).to_string() + "\n"
    };
    samples.flat_map(|(kind, samples)| samples.iter().map(move |sample| line(kind, sample))).collect()
}

fn write(name: &str, text: &str) -> PathBuf {
    let directory = sluice_tests::workspace().join("target/quality");
    std::fs::create_dir_all(&directory).expect("target can be written");
    let file = directory.join(name);
    std::fs::write(&file, text).unwrap_or_else(|error| panic!("writing {}: {error}", file.display()));
    file
}
