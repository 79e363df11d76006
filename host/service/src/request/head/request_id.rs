//! Names of requests: unique, short, and nothing that a client chose.

use std::sync::atomic::{AtomicU64, Ordering};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Makes request ids: 16 hexadecimal digits that name this process, then 16 that count.
pub struct RequestIds {
    process: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// A sequence of its own.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn new() -> std::io::Result<Self> {
        let mut process = [0; 8];
        getrandom::fill(&mut process)?;
        Ok(Self { process: u64::from_le_bytes(process), next: AtomicU64::new(0) })
    }

    /// The next id.
    #[must_use]
    pub fn next(&self) -> String {
        let mut id = String::with_capacity(32);
        push_hexadecimal(&mut id, self.process);
        push_hexadecimal(&mut id, self.next.fetch_add(1, Ordering::Relaxed));
        id
    }
}

/// All sixteen digits. Every request has an id, and `write!` takes ten times as long.
fn push_hexadecimal(text: &mut String, number: u64) {
    text.extend((0..16).rev().map(|place| char::from(DIGITS[(number >> (4 * place)) as usize % 16])));
}
