//! Patterns of places: JSON Pointers in which `*` is any one step, and `**` any number of them.

use super::path;
use std::fmt;

/// The most patterns in one list.
pub const MAX_PLACES: usize = 64;
/// The most steps of all patterns of a list together.
pub const MAX_PLACE_STEPS: usize = 256 - MAX_PLACES;

/// Patterns that are looked for together. A place matches with everything below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    patterns: Vec<String>,
    /// Of all patterns, each followed by an [`PatternStep::End`].
    steps: Vec<PatternStep>,
    /// The steps that are `**`; no two of a pattern follow each other.
    any_number: Reached,
    start: Reached,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum PatternStep {
    Named { name: Box<str>, index: Option<usize> },
    AnyOne,
    AnyNumber,
    End,
}

/// How far patterns match the steps to a place: a bit for each of the list's steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reached([u64; 4]);

/// The next step of a place.
#[derive(Clone, Copy)]
pub(crate) enum Next<'a> {
    Member(&'a str),
    Element(usize),
}

/// Why a list of patterns is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlacesError {
    /// No JSON Pointer, or too deep.
    NoPointer(String),
    /// There are too many, or they have too many steps.
    TooMany,
}

impl fmt::Display for PlacesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlacesError::NoPointer(pattern) => {
                write!(
                    formatter,
                    "{pattern:?} is no pattern of a place; they look like \"/attributes/order/*\" or \"/**/id\""
                )
            }
            PlacesError::TooMany => {
                write!(formatter, "at most {MAX_PLACES} places, which have at most {MAX_PLACE_STEPS} steps together")
            }
        }
    }
}

impl std::error::Error for PlacesError {}

impl Places {
    /// Compiles patterns.
    ///
    /// # Errors
    /// The pattern that is wrong, or that there are too many.
    pub fn compile(patterns: &[String]) -> Result<Places, PlacesError> {
        let (mut steps, mut start) = (Vec::new(), Reached::default());
        for pattern in patterns {
            let names = path::steps(pattern).filter(|names| !names.is_empty());
            let names = names.ok_or_else(|| PlacesError::NoPointer(pattern.clone()))?;
            if steps.len() + names.len() + 1 > MAX_PLACE_STEPS + MAX_PLACES || patterns.len() > MAX_PLACES {
                return Err(PlacesError::TooMany);
            }
            start.add(steps.len());
            steps.extend(names.iter().map(|name| PatternStep::of(name)));
            steps.dedup_by(|step, before| *step == PatternStep::AnyNumber && step == before);
            steps.push(PatternStep::End);
        }
        let mut any_number = Reached::default();
        for (at, step) in steps.iter().enumerate() {
            any_number.add_if(*step == PatternStep::AnyNumber, at);
        }
        let mut places = Places { patterns: patterns.to_vec(), steps, any_number, start };
        places.start = places.closed(start);
        Ok(places)
    }

    /// As they were given.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// How far patterns match the event itself.
    pub(crate) fn start(&self) -> Reached {
        self.start
    }

    /// How far they match one step further on.
    pub(crate) fn after(&self, reached: Reached, next: Next<'_>) -> Reached {
        let mut further = Reached::default();
        for at in reached.iter() {
            match &self.steps[at] {
                PatternStep::Named { name, index } => {
                    let is_it = match next {
                        Next::Member(member) => **name == *member,
                        Next::Element(element) => *index == Some(element),
                    };
                    further.add_if(is_it, at + 1);
                }
                PatternStep::AnyOne => further.add(at + 1),
                PatternStep::AnyNumber => further.add(at),
                PatternStep::End => {}
            }
        }
        self.closed(further)
    }

    /// Whether a pattern matches.
    pub(crate) fn is_match(&self, reached: Reached) -> bool {
        reached.iter().any(|at| self.steps[at] == PatternStep::End)
    }

    /// `**` also stands for no step.
    fn closed(&self, mut reached: Reached) -> Reached {
        for at in reached.and(self.any_number).iter() {
            reached.add(at + 1);
        }
        reached
    }
}

impl PatternStep {
    fn of(step: &str) -> Self {
        match step {
            "*" => PatternStep::AnyOne,
            "**" => PatternStep::AnyNumber,
            name => PatternStep::Named { name: name.into(), index: path::index(name) },
        }
    }
}

impl Reached {
    /// Whether nothing below can match.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    fn and(self, other: Reached) -> Reached {
        Reached(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn add_if(&mut self, is_it: bool, at: usize) {
        if is_it {
            self.add(at);
        }
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(word, mut bits)| {
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits.wrapping_sub(1);
                (bit < 64).then_some(word * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(patterns: &[&str], place: &str) -> bool {
        let places = Places::compile(&patterns.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()).unwrap();
        let steps = place.split('/').skip(1).map(|step| step.parse().map_or(Next::Member(step), Next::Element));
        places.is_match(steps.fold(places.start(), |reached, next| places.after(reached, next)))
    }

    #[test]
    fn a_step_is_itself_or_any_one_or_any_number() {
        assert!(matches(&["/a/b"], "/a/b") && !matches(&["/a/b"], "/a") && !matches(&["/a/b"], "/a/c"));
        assert!(matches(&["/a/*"], "/a/b") && matches(&["/a/*/c"], "/a/7/c") && !matches(&["/a/*"], "/a"));
        assert!(matches(&["/a/0"], "/a/0") && !matches(&["/a/0"], "/a/1"));
        for place in ["/id", "/a/id", "/a/b/3/id"] {
            assert!(matches(&["/**/id"], place), "{place}");
        }
        assert!(
            !matches(&["/**/id"], "/a/idx")
                && matches(&["/a/**"], "/a")
                && matches(&["/**/**/id"], "/id")
                && matches(&["/x", "/a/**/z"], "/a/b/z")
        );
        assert!(!matches(&[], "/a"));
    }

    #[test]
    fn what_is_no_pointer_or_too_much_is_refused() {
        for wrong in ["", "a", "a/b", "/~2", &"/a".repeat(40)] {
            let error = Places::compile(&[wrong.to_owned()]).unwrap_err();
            assert_eq!(error, PlacesError::NoPointer(wrong.to_owned()));
        }
        assert!(Places::compile(&vec!["/a".to_owned(); MAX_PLACES]).is_ok());
        assert_eq!(Places::compile(&vec!["/a".to_owned(); MAX_PLACES + 1]), Err(PlacesError::TooMany));
        assert_eq!(Places::compile(&vec!["/a/b/c/d/e".to_owned(); MAX_PLACES]), Err(PlacesError::TooMany));
    }
}
