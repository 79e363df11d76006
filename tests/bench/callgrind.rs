//! What a file of callgrind says of a whole run: <https://valgrind.org/docs/manual/cl-format.html>

use std::collections::BTreeMap;

/// Under which name they stand beside callgrind's own events.
pub const ALLOCATIONS: &str = "allocations";

/// Counts by event.
pub fn totals(profile: &str) -> BTreeMap<String, f64> {
    let words = |label: &str| {
        let line = profile.lines().find_map(|line| line.strip_prefix(label)).expect("the format of callgrind's file");
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let counts = words("summary:").into_iter().map(|count| count.parse().expect("a count"));
    let allocations = (ALLOCATIONS.to_owned(), count_allocations(profile));
    words("events:").into_iter().zip(counts).chain([allocations]).collect()
}

/// Calls of the allocator by others than itself.
fn count_allocations(profile: &str) -> f64 {
    let (mut names, mut is_own, mut allocates, mut calls) = (Names::default(), false, false, 0.0);
    for line in profile.lines() {
        if let Some(function) = line.strip_prefix("fn=") {
            is_own = is_of_allocator(names.of(function));
        } else if let Some(callee) = line.strip_prefix("cfn=") {
            let name = names.of(callee);
            allocates = is_of_allocator(name) && name.contains("alloc");
        } else if let Some(call) = line.strip_prefix("calls=")
            && allocates
            && !is_own
        {
            calls += call.split(' ').next().and_then(|count| count.parse::<f64>().ok()).expect("a number of calls");
        }
    }
    calls
}

/// mimalloc's.
fn is_of_allocator(function: &str) -> bool {
    function.starts_with("mi_") || function.starts_with("_mi_")
}

/// Of functions. One that comes again is only its number: `(12) mi_malloc`, then `(12)`.
#[derive(Default)]
struct Names<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    fn of(&mut self, written: &'a str) -> &'a str {
        let (number, name) = written.split_once(' ').unwrap_or((written, ""));
        self.0.entry(number).or_insert(name)
    }
}
