//! The lowest priority that a thread can have.

use thread_priority::{
    NormalThreadSchedulePolicy::Idle, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy,
    thread_native_id,
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::lane";

/// Has this thread run when no other thread wants the processor.
pub(crate) fn lower_priority_of_this_thread() {
    // A thread of lower priority only, a "nice" one, keeps the processor for milliseconds from one that wakes up; from
    // an idle one it is taken at once. <https://man7.org/linux/man-pages/man7/sched.7.html>
    let idle = ThreadSchedulePolicy::Normal(Idle);
    if let Err(error) = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle) {
        tracing::warn!(target: LOG_TARGET, %error, "the slow lane has the priority of all other threads");
    }
}
