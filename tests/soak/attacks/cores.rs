//! Processors for the service, and others for its clients: an attacker has a machine of its own. What the kernel does for a
//! connection to the same machine is done where its sender is.

use std::{process::Command, thread::available_parallelism};
use thread_priority::{
    NormalThreadSchedulePolicy::Idle, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy,
    thread_native_id,
};

/// The processors of this process, until this is dropped.
pub(super) struct Cores {
    all: usize,
}

impl Cores {
    /// Keeps all threads of this process off the first half of the processors.
    pub(super) fn leave_half() -> Self {
        let all = available_parallelism().expect("the kernel knows").get();
        if all > 1 {
            confine(&format!("{}-{}", all / 2, all - 1));
        }
        Self { all }
    }

    /// A list of those that are left, as `taskset` has it.
    pub(super) fn left(&self) -> String {
        format!("0-{}", (self.all / 2).max(1) - 1)
    }
}

impl Drop for Cores {
    fn drop(&mut self) {
        confine(&format!("0-{}", self.all - 1));
    }
}

fn confine(cores: &str) {
    let pid = std::process::id().to_string();
    let words = ["--all-tasks", "--cpu-list", "--pid", cores, &pid];
    let ran = Command::new("taskset").args(words).output().expect("taskset is part of Debian");
    assert!(ran.status.success(), "taskset {words:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// This thread works when no other has something to do.
pub(super) fn yield_to_others() {
    let (priority, policy) = (ThreadPriority::Min, ThreadSchedulePolicy::Normal(Idle));
    set_thread_priority_and_policy(thread_native_id(), priority, policy).expect("nobody needs a right to ask for less");
}
