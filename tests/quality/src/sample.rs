use std::ops::Range;

/// Which texts: those that scanners may be tuned on, or those whose figures are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    Tuning,
    Published,
}

impl Set {
    pub const ALL: [Set; 2] = [Set::Tuning, Set::Published];

    pub fn name(self) -> &'static str {
        match self {
            Set::Tuning => "tuning",
            Set::Published => "published",
        }
    }

    pub fn seed(self) -> u64 {
        match self {
            Set::Tuning => 0x51_7e_a1,
            Set::Published => 0x0b_5e_c7_ed,
        }
    }

    /// Whether it has a form: what is kept out of the tuning set is in the published one only.
    pub fn has(self, kept_out: bool) -> bool {
        !kept_out || self == Set::Published
    }
}

/// Where a text is in its event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Message,
    /// A member of `attributes`.
    Member(String),
    /// The same, as a JSON number.
    Number(String),
}

/// What a redaction may do with a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It has to stay.
    Stays,
    /// It may go along: the scheme before a token, the brackets around an address.
    May,
    /// It has to go.
    Goes,
}

/// A value, in pieces.
#[derive(Clone, Debug, Default)]
pub struct Value {
    pub pieces: Vec<(String, Role)>,
    /// Written in a way that is kept out of the tuning set.
    pub kept_out: bool,
}

impl Value {
    pub fn whole(text: impl Into<String>) -> Self {
        Self { pieces: vec![(text.into(), Role::Goes)], kept_out: false }
    }

    pub fn kept_out(mut self, kept_out: bool) -> Self {
        self.kept_out = kept_out;
        self
    }

    pub fn then(mut self, text: impl Into<String>, role: Role) -> Self {
        self.pieces.push((text.into(), role));
        self
    }
}

/// One text.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Of the table; empty for harmless texts.
    pub row: &'static str,
    pub place: Place,
    pub text: String,
    /// What has to go.
    pub values: Vec<Range<usize>>,
    /// What may go besides.
    pub may: Vec<Range<usize>>,
    /// Of a form or a writing that is kept out of the tuning set.
    pub kept_out: bool,
    /// What it is made after: the surrounding, or the family of a harmless text.
    pub form: String,
}

impl Sample {
    pub fn new(row: &'static str, place: Place) -> Self {
        let (text, form) = (String::new(), String::new());
        Self { row, place, text, values: Vec::new(), may: Vec::new(), kept_out: false, form }
    }

    pub fn push(&mut self, text: &str, role: Role) {
        let start = self.text.len();
        self.text.push_str(text);
        match role {
            Role::Goes => self.values.push(start..self.text.len()),
            Role::May => self.may.push(start..self.text.len()),
            Role::Stays => {}
        }
    }
}
