//! A strict reader of what the writer may write, after the grammar of the specification.
//! <https://prometheus.io/docs/specs/om/open_metrics_spec/#abnf>

use std::collections::BTreeSet;

/// A family as it was read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Family {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) help: String,
    pub(super) samples: Vec<Sample>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) labels: Labels,
    pub(super) value: f64,
    pub(super) exemplar: Option<Exemplar>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Exemplar {
    pub(super) labels: Labels,
    pub(super) value: f64,
    pub(super) seconds: f64,
}

type Labels = Vec<(String, String)>;

/// Reads a whole exposition.
///
/// # Panics
/// When it is not one.
pub(super) fn parse(text: &str) -> Vec<Family> {
    let text = text.strip_suffix("# EOF\n").expect("it ends with # EOF");
    assert!(text.is_empty() || text.ends_with('\n'), "every line ends with a line feed");
    let mut families: Vec<Family> = Vec::new();
    for line in text.split_terminator('\n') {
        if let Some(descriptor) = line.strip_prefix("# TYPE ") {
            let (name, kind) = descriptor.split_once(' ').expect("a name and a type");
            assert!(["counter", "gauge", "histogram", "unknown"].contains(&kind), "{line}");
            let (name, kind) = (metric_name(name).to_owned(), kind.to_owned());
            families.push(Family { name, kind, ..Family::default() });
        } else if let Some(descriptor) = line.strip_prefix("# HELP ") {
            let (name, help) = descriptor.split_once(' ').expect("a name and a text");
            let family = families.last_mut().expect("its type");
            assert!(family.name == name && family.help.is_empty() && family.samples.is_empty(), "{line}");
            family.help = whole(help);
        } else {
            families.last_mut().expect("its type").samples.push(sample(line));
        }
    }
    check_names(&families);
    families.iter().for_each(check_samples);
    families
}

fn sample(line: &str) -> Sample {
    let end = line.find(['{', ' ']).expect("a name");
    let (labels, rest) = labels(&line[end..]);
    let rest = rest.strip_prefix(' ').expect("a space before the value");
    let (value, exemplar) = rest.split_once(" # ").map_or((rest, None), |(value, exemplar)| (value, Some(exemplar)));
    let exemplar = exemplar.map(|text| {
        assert!(text.starts_with('{'), "{line}");
        let (labels, rest) = self::labels(text);
        let (value, seconds) =
            rest.strip_prefix(' ').and_then(|rest| rest.split_once(' ')).expect("a value and a time");
        let characters = labels.iter().map(|(name, value)| name.chars().count() + value.chars().count()).sum::<usize>();
        assert!(characters <= 128, "{line}");
        Exemplar { labels, value: number(value), seconds: number(seconds) }
    });
    Sample { name: metric_name(&line[..end]).to_owned(), labels, value: number(value), exemplar }
}

/// The labels at the beginning of a text, and what follows.
fn labels(text: &str) -> (Labels, &str) {
    let mut labels = Labels::new();
    let Some(mut rest) = text.strip_prefix('{') else { return (labels, text) };
    loop {
        let (name, value) = rest.split_once("=\"").expect("a label");
        assert!(name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_'), "{text}");
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{text}");
        let (value, after) = unescaped(value);
        labels.push((name.to_owned(), value));
        let after = after.strip_prefix('"').expect("a quote after a label");
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return (labels, after.strip_prefix('}').expect("a brace after the labels")),
        }
    }
}

/// A text up to the first quote that is not escaped, and what follows.
fn unescaped(text: &str) -> (String, &str) {
    let (mut plain, mut characters) = (String::new(), text.char_indices());
    while let Some((at, character)) = characters.next() {
        plain.push(match character {
            '"' => return (plain, &text[at..]),
            '\\' => match characters.next().expect("something is escaped").1 {
                'n' => '\n',
                escaped @ ('"' | '\\') => escaped,
                other => panic!("{other} is not to be escaped: {text}"),
            },
            other => other,
        });
    }
    (plain, "")
}

fn whole(text: &str) -> String {
    let (plain, rest) = unescaped(text);
    assert_eq!(rest, "", "a quote that is not escaped: {text}");
    plain
}

fn metric_name(name: &str) -> &str {
    assert!(name.starts_with(|first: char| first.is_ascii_alphabetic() || "_:".contains(first)), "{name}");
    assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:".contains(&byte)), "{name}");
    name
}

fn number(text: &str) -> f64 {
    let is_digit = |byte: u8| byte.is_ascii_digit() || b"+-.e".contains(&byte);
    assert!(["+Inf", "-Inf", "NaN"].contains(&text) || text.bytes().all(is_digit), "{text}");
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

/// What samples have after the name of their family.
fn suffixes(kind: &str) -> &'static [&'static str] {
    match kind {
        "counter" => &["_total", "_created"],
        "histogram" => &["_bucket", "_sum", "_count", "_created"],
        _ => &[""],
    }
}

/// No family has the name of another, and none could have a sample by the name of another's.
fn check_names(families: &[Family]) {
    let mut names = BTreeSet::new();
    for family in families {
        let samples = suffixes(&family.kind).iter().map(|suffix| format!("{}{suffix}", family.name));
        let own: BTreeSet<_> = samples.chain([family.name.clone()]).collect();
        for name in own {
            assert!(names.insert(name.clone()), "two families have {name}");
        }
    }
}

fn check_samples(family: &Family) {
    let mut seen = BTreeSet::new();
    for sample in &family.samples {
        let suffix = sample.name.strip_prefix(&family.name).expect("the name of its family");
        assert!(suffix != "_created" && suffixes(&family.kind).contains(&suffix), "{sample:?} in {family:?}");
        assert!(seen.insert(format!("{}{:?}", sample.name, sample.labels)), "{sample:?} is there twice");
        let names: BTreeSet<_> = sample.labels.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), sample.labels.len(), "{sample:?} has a label twice");
        assert!(sample.exemplar.is_none() || suffix == "_bucket", "{sample:?} can have no exemplar");
        assert!(suffix != "_total" || sample.value >= 0.0, "{sample:?} is a counter");
    }
    if family.kind == "histogram" {
        check_buckets(&family.samples);
    }
}

/// The buckets of each histogram ascend, count what those before them count, and end with the infinite one.
fn check_buckets(samples: &[Sample]) {
    let (mut below, mut counted) = (f64::NEG_INFINITY, 0.0);
    for sample in samples {
        if sample.name.ends_with("_bucket") {
            let (name, bound) = sample.labels.last().expect("a bound");
            let bound = number(bound);
            assert!(name == "le" && bound > below && sample.value >= counted, "{sample:?} after {below}");
            let is_in = |exemplar: &Exemplar| {
                let is_above = exemplar.value > below || below == f64::NEG_INFINITY;
                (exemplar.value <= bound && is_above) || (exemplar.value.is_nan() && bound == f64::INFINITY)
            };
            assert!(sample.exemplar.as_ref().is_none_or(is_in), "{sample:?} after {below}");
            (below, counted) = (bound, sample.value);
        } else {
            assert!(below.is_infinite(), "no infinite bucket before {sample:?}");
            if sample.name.ends_with("_count") {
                assert_eq!(sample.value, counted, "{sample:?}");
                (below, counted) = (f64::NEG_INFINITY, 0.0);
            }
        }
    }
    assert_eq!(below, f64::NEG_INFINITY, "the last histogram has no count");
}
