//! Reports that are delivered again.

/// What to know an event by when its report is delivered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    /// Of all that it says, but for its age.
    pub hash: u64,
    /// When it happened: milliseconds since 1970.
    pub time: i64,
    /// Whether that is what the browser says; else it is when the request came.
    pub has_age: bool,
    /// How many reports it stands for.
    pub count: u64,
    /// Whether its body has no other.
    pub is_alone: bool,
}

/// What is known of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It has not been written.
    New {
        /// So many that said the same were not written either, and its line stands for them.
        merged: u64,
    },
    /// It has been written, or stands for one that has.
    Written,
    /// Its line comes later, and stands for what says the same until then: its body is to be read again at that time.
    Later,
}
