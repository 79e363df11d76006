//! A neighbour on the load's core who walks over more memory than the caches hold: what the service had there is gone when its next
//! request comes. Nodes that many share are such machines.

use std::{
    hint::black_box,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
};

/// Of memory.
const BYTES: usize = 64 << 20;
/// Of a cache.
const LINE: usize = 64;
/// A prime, so that every line is met and no prefetcher knows the next.
const STEP: usize = 7_919;

/// Runs `work` beside the neighbour.
pub fn beside<T>(work: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| walk(&is_over));
        let _end = End(&is_over);
        work()
    })
}

/// Ends the walk also where the work panics, which would wait for it otherwise.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

fn walk(is_over: &AtomicBool) {
    let mut memory = vec![1_u8; BYTES];
    let lines = BYTES / LINE;
    let mut line = 0;
    while !is_over.load(Relaxed) {
        for _ in 0..1_024 {
            line = (line + STEP) % lines;
            let byte = &mut memory[line * LINE];
            *byte = black_box(byte.wrapping_add(1));
        }
    }
}
