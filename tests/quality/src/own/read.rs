use crate::sample::{Place, Role, Sample};
use serde::Deserialize;
use std::ops::Range;

/// The kind of texts in which nothing has to go.
pub const HARMLESS: &str = "harmless";

/// One text, and what has to go from it.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Any name: a table has a row for each.
    pub kind: String,
    /// How the value is written, and in what it stands; empty if nobody said.
    pub form: String,
    /// Each value with all places where it stands in the text.
    pub values: Vec<Vec<Range<usize>>>,
    pub sample: Sample,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    surrounding: String,
    text: String,
    #[serde(default)]
    values: Vec<String>,
}

/// One JSON object a line; empty lines count for nothing but the number of a line.
///
/// # Errors
/// What is wrong with the first wrong line, with its number.
pub fn read(lines: &str) -> Result<Vec<Labelled>, String> {
    let texts = lines.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let texts: Vec<_> = texts
        .map(|(line, number)| labelled(line).map_err(|error| format!("line {number}: {error}")))
        .collect::<Result<_, _>>()?;
    if texts.is_empty() { Err("there is no text".into()) } else { Ok(texts) }
}

fn labelled(line: &str) -> Result<Labelled, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if line.kind.is_empty() || line.text.is_empty() {
        return Err("`kind` and `text` must not be empty".into());
    }
    match (line.kind == HARMLESS, line.values.is_empty()) {
        (true, false) => return Err(format!("a text of the kind `{HARMLESS}` has no `values`")),
        (false, true) => return Err(format!("`values` must name what has to go; `{HARMLESS}` texts have none")),
        _ => {}
    }
    let mut sample = Sample::new("", Place::Message);
    sample.push(&line.text, Role::Stays);
    let values: Vec<_> = line.values.iter().map(|value| places(&line.text, value)).collect::<Result<_, _>>()?;
    sample.values = values.iter().flatten().cloned().collect();
    let form =
        [line.form, line.surrounding].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" in ");
    Ok(Labelled { kind: line.kind, form, values, sample })
}

/// Everywhere it stands by itself; if it never does, everywhere it is part of a longer word.
fn places(text: &str, value: &str) -> Result<Vec<Range<usize>>, String> {
    if value.is_empty() {
        return Err("a value must not be empty".into());
    }
    let all: Vec<_> = text.match_indices(value).map(|(start, _)| start..start + value.len()).collect();
    if all.is_empty() {
        return Err(format!("the value {value:?} is not in the text"));
    }
    let joins = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    let alone = |place: &&Range<usize>| {
        !joins(text[..place.start].chars().next_back()) && !joins(text[place.end..].chars().next())
    };
    let by_itself: Vec<_> = all.iter().filter(alone).cloned().collect();
    Ok(if by_itself.is_empty() { all } else { by_itself })
}
