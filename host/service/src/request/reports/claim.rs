//! A line of a report that is to be written, and stands for others that say the same.

use super::table::ReportTable;
use std::{sync::Arc, time::Duration};

/// See the module. If it is dropped before the line has been written, the next line tells of all that this one would have.
pub struct Claim {
    table: Arc<ReportTable>,
    hash: u64,
    /// Of the report itself, which a body may have more than once, and of others that its line tells of.
    count: u64,
    /// Until the line tells of others.
    wait: Option<Duration>,
    is_awaited: bool,
    is_written: bool,
}

impl Claim {
    pub(super) fn new(table: &Arc<ReportTable>, hash: u64, count: u64, wait: Option<Duration>) -> Self {
        Self { table: Arc::clone(table), hash, count, wait, is_awaited: wait.is_some(), is_written: false }
    }

    /// How long its line has to wait.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        self.wait
    }

    /// Ends the wait, at this time (milliseconds since 1970): how many others the line tells of.
    pub fn tell(&mut self, time: i64) -> u64 {
        let merged = self.table.end_wait(self.hash, Some(time));
        self.is_awaited = false;
        self.count += merged;
        merged
    }

    /// The line has been written.
    pub(super) fn set_written(&mut self) {
        self.is_written = true;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if self.is_awaited {
            self.count += self.table.end_wait(self.hash, None);
        }
        if !self.is_written {
            self.table.give_back(self.hash, self.count);
        }
    }
}
