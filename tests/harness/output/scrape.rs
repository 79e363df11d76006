use std::collections::BTreeMap;

/// What `/metrics` said. <https://prometheus.io/docs/instrumenting/exposition_formats/>
pub struct Scrape(Vec<Sample>);

struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

impl Scrape {
    pub(crate) fn read(text: &str) -> Self {
        Self(text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(sample).collect())
    }

    /// The sum of all series of this name that have these labels; none where there is no series.
    pub fn get(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let fits = |sample: &&Sample| {
            let label = |&(key, value): &(&str, &str)| sample.labels.get(key).is_some_and(|own| own == value);
            sample.name == name && labels.iter().all(label)
        };
        self.0.iter().filter(fits).map(|sample| sample.value).reduce(|sum, value| sum + value)
    }

    /// The same; 0 where there is no series.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        self.get(name, labels).unwrap_or(0.0)
    }

    /// All values that a label has, in any series of this name.
    pub fn values_of(&self, name: &str, label: &str) -> Vec<&str> {
        let of = self.0.iter().filter(|sample| sample.name == name);
        of.filter_map(|sample| sample.labels.get(label).map(String::as_str)).collect()
    }
}

fn sample(line: &str) -> Sample {
    read_sample(line).unwrap_or_else(|| panic!("not a sample: {line}"))
}

/// Values of labels with quotes or commas in them are none of the service's.
fn read_sample(line: &str) -> Option<Sample> {
    let (series, value) = line.rsplit_once(' ')?;
    let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
    let labels = labels.strip_suffix('}')?.split(',').filter(|label| !label.is_empty());
    let pair = |label: &str| {
        let (key, value) = label.split_once("=\"")?;
        Some((key.to_owned(), value.strip_suffix('"')?.to_owned()))
    };
    Some(Sample { name: name.to_owned(), labels: labels.map(pair).collect::<Option<_>>()?, value: value.parse().ok()? })
}
