use super::lines_file::LinesFile;
use sluice_tests::{Line, Loaded};
use std::{collections::HashSet, fmt};

/// What clients were told, held against what can be read.
#[derive(Default)]
pub(super) struct Ledger {
    /// Names of all events that can be read.
    written: HashSet<String>,
    acknowledged: HashSet<String>,
    refused: HashSet<String>,
    /// Whole lines of the file that were read in earlier rounds.
    seen: String,
    /// What followed them without the end of a line.
    tail: String,
    /// Rounds that left a line in the middle.
    torn: usize,
}

/// As another process leaves it that shares the file.
const TORN: &str = "<torn";

impl Ledger {
    /// Reads what a round has added.
    ///
    /// # Panics
    /// When it is not what clients were told.
    pub(super) fn close_round(&mut self, file: &LinesFile, told: Loaded) {
        let text = file.read();
        self.acknowledged.extend(told.acknowledged);
        self.refused.extend(told.refused_events);
        let added = text.strip_prefix(&self.seen).expect("what was read before is there still");
        let (mut whole, tail) = added.rsplit_once('\n').unwrap_or(("", added));
        if !self.tail.is_empty() {
            whole = self.read_tail(whole);
        }
        for line in whole.split_terminator('\n') {
            self.read_line(&Line::read(line));
        }
        self.torn += usize::from(!tail.is_empty() && !is_whole(tail));
        (self.seen, self.tail) = (text[..text.len() - tail.len()].to_owned(), tail.to_owned());
        let lost: Vec<_> = self.acknowledged.difference(&self.written).collect();
        assert!(lost.is_empty(), "{} acknowledged events are lost: {lost:?}", lost.len());
    }

    /// The line that a round before this one left without an end is a line of its own.
    fn read_tail<'a>(&mut self, whole: &'a str) -> &'a str {
        let (line, rest) = whole.split_once('\n').unwrap_or((whole, ""));
        assert_eq!(line, self.tail, "what was torn before did not stay as it was");
        if is_whole(line) {
            self.read_line(&Line::read(line));
        }
        rest
    }

    fn read_line(&mut self, line: &Line) {
        let name = line.at("/name").as_str().expect("a name");
        assert!(!self.refused.contains(name), "{name} was refused and is there");
        assert!(self.written.insert(name.to_owned()), "{name} is there twice");
    }

    /// Leaves a torn line at the end of the file.
    pub(super) fn tear(&mut self, file: &LinesFile) {
        file.append(TORN);
        self.tail.push_str(TORN);
    }

    /// All that stands in the file was read.
    pub(super) fn begin_file_anew(&mut self, file: &LinesFile) {
        file.truncate();
        self.seen.clear();
        self.tail.clear();
    }
}

fn is_whole(line: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(line).is_ok()
}

impl fmt::Display for Ledger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} events acknowledged, all of them readable once; {} refused, none of them there; {} readable of which the client \
             heard nothing; {} torn by the end of the service, and ended by the next",
            self.acknowledged.len(),
            self.refused.len(),
            self.written.difference(&self.acknowledged).count(),
            self.torn,
        )
    }
}
