//! Says on stderr what a build is doing: one line that changes on a terminal, a line for each step elsewhere.

use std::{
    io::{IsTerminal, Write, stderr},
    time::{Duration, Instant},
};

/// Once what was built before is used again, nobody waits long enough to be told.
const WORTH_SAYING: Duration = Duration::from_millis(500);

/// Something that was compiled.
pub(super) struct Unit {
    pub(super) name: String,
    /// Whether it was compiled now, and not found from before.
    pub(super) is_new: bool,
}

/// The progress of one build.
pub(super) struct Progress {
    started: Instant,
    is_terminal: bool,
    done: usize,
    of: Option<usize>,
    has_line: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { started: Instant::now(), is_terminal: stderr().is_terminal(), done: 0, of: None, has_line: false }
    }

    /// How many units there are, if that is known.
    pub(super) fn expect(&mut self, units: Option<usize>) {
        self.of = units;
    }

    /// A unit is there.
    pub(super) fn finish(&mut self, unit: &Unit) {
        self.done += 1;
        if !unit.is_new || self.started.elapsed() < WORTH_SAYING {
            return;
        }
        // An estimate of cargo may be too low.
        let of = self.of.map(|of| format!(" of {}", of.max(self.done))).unwrap_or_default();
        self.say(&format!("compiled {}, {}{of}, {} s", unit.name, self.done, self.started.elapsed().as_secs()));
    }

    /// Something that takes long begins.
    pub(super) fn say(&mut self, text: &str) {
        let line = if self.is_terminal { format!("\r\u{1b}[K{text}") } else { format!("{text}\n") };
        self.has_line = self.is_terminal;
        // Nobody reads it: the build goes on.
        let _ = stderr().write_all(line.as_bytes());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.has_line {
            let _ = stderr().write_all(b"\r\x1b[K");
        }
    }
}
