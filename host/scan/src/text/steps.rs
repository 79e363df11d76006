//! Counts the work of the matchers in tests, so that linear time is tested without a clock. Nothing outside tests.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// One byte was looked at.
#[inline(always)]
pub(crate) fn step() {
    steps(1);
}

/// `count` bytes were looked at.
#[inline(always)]
pub(crate) fn steps(count: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + count as u64));
    #[cfg(not(test))]
    let _ = count;
}

/// The steps since the last call.
#[cfg(test)]
pub(crate) fn take() -> u64 {
    STEPS.with(|steps| steps.take())
}
