//! Runs whose calls are known.
//!
//! A guest starts from the same snapshot in every run, and has no clock and no randomness: which call it makes first is
//! always the same, and every further one depends on what the calls before it have returned. Calls of runs that succeeded
//! are kept as a tree. A new run makes the calls of the tree as long as it knows which one comes next. If it gets to where an
//! earlier guest returned, the batch is as the guest would have left it, and no sandbox is needed. If a call returns what
//! none has returned before, a guest is started, and gets the results of the calls that were made for it.

pub(crate) mod call;
mod host_call;
pub(crate) mod recorded_runs;
pub(crate) mod recording;
