//! What one HTTP/2 connection holds: its streams, and what has come for them that nobody has read. What was read is seen by
//! the credit that the client gets back for it. Frames that carry nothing are counted here too.

use super::frames::{CONTINUATION, DATA, FrameHead, HEADERS, RST_STREAM, WINDOW_UPDATE};
use std::time::Instant;

/// One open stream: its task, its state, and the buffer that a piece of its body keeps alive.
pub(crate) const STREAM_BYTES: usize = 8 << 10;
/// The record of one `DATA` frame.
const FRAME_BYTES: usize = 256;
/// Frames that carry nothing, at once; and that each second and each request allow anew.
const BURST: u32 = 200;
const PER_SECOND: u128 = 100;
const PER_REQUEST: u32 = 16;

/// See the module.
pub(crate) struct Ledger {
    streams: Vec<OpenStream>,
    /// The highest stream that the client has opened.
    last_stream: u32,
    held: usize,
    /// Frames that carry nothing, and that may still come.
    allowance: u32,
    /// Since when the allowance grows.
    since: Instant,
}

struct OpenStream {
    id: u32,
    /// Bytes of `DATA` for which the client has no credit back.
    unread: usize,
    /// What the records of these frames take.
    records: usize,
}

/// More frames that carry nothing than a client has a reason to send.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Flood;

impl Ledger {
    pub(crate) fn new() -> Self {
        Self { streams: Vec::new(), last_stream: 0, held: 0, allowance: BURST, since: Instant::now() }
    }

    /// Bytes that the connection holds for its streams.
    pub(crate) fn held(&self) -> usize {
        self.held
    }

    pub(crate) fn last_stream(&self) -> u32 {
        self.last_stream
    }

    /// Enters a frame of the client.
    ///
    /// # Errors
    /// [`Flood`].
    pub(crate) fn enter_received(&mut self, frame: FrameHead) -> Result<(), Flood> {
        match frame.kind {
            HEADERS if frame.stream > self.last_stream => {
                self.last_stream = frame.stream;
                self.streams.push(OpenStream { id: frame.stream, unread: 0, records: 0 });
                self.held += STREAM_BYTES;
                self.allowance = (self.allowance + PER_REQUEST).min(BURST);
            }
            DATA if frame.length > 0 => {
                // What comes for a stream that has had its reply is thrown away.
                if let Some(stream) = self.streams.iter_mut().find(|stream| stream.id == frame.stream) {
                    stream.unread += frame.length;
                    stream.records += FRAME_BYTES;
                    self.held += frame.length + FRAME_BYTES;
                }
            }
            DATA if frame.ends_stream() => {}
            HEADERS | CONTINUATION if frame.length > 0 => {}
            RST_STREAM => {
                self.close(frame.stream);
                self.spend()?;
            }
            _ => self.spend()?,
        }
        Ok(())
    }

    /// Enters a frame of the service.
    pub(crate) fn enter_sent(&mut self, frame: FrameHead) {
        if frame.kind == RST_STREAM || frame.ends_stream() {
            self.close(frame.stream);
        } else if frame.kind == WINDOW_UPDATE {
            self.give_credit(frame.stream, frame.increment);
        }
    }

    fn give_credit(&mut self, id: u32, bytes: usize) {
        let Some(stream) = self.streams.iter_mut().find(|stream| stream.id == id) else { return };
        let unread = stream.unread.saturating_sub(bytes);
        let records = stream.records * unread / stream.unread.max(1);
        self.held -= (stream.unread - unread) + (stream.records - records);
        (stream.unread, stream.records) = (unread, records);
    }

    fn close(&mut self, id: u32) {
        if let Some(index) = self.streams.iter().position(|stream| stream.id == id) {
            let stream = self.streams.swap_remove(index);
            self.held -= STREAM_BYTES + stream.unread + stream.records;
        }
    }

    /// The clock is read when the allowance is used up, and not before.
    fn spend(&mut self) -> Result<(), Flood> {
        if self.allowance == 0 {
            let earned = self.since.elapsed().as_millis() * PER_SECOND / 1000;
            self.allowance = u32::try_from(earned).unwrap_or(BURST).min(BURST);
            self.since = Instant::now();
        }
        self.allowance = self.allowance.checked_sub(1).ok_or(Flood)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, stream: u32, length: usize) -> FrameHead {
        FrameHead { kind, flags: 0, stream, length, increment: 0 }
    }

    #[test]
    fn what_was_read_and_what_was_answered_is_held_no_more() {
        let mut ledger = Ledger::new();
        for received in [frame(HEADERS, 1, 50), frame(DATA, 1, 1000), frame(DATA, 1, 1000), frame(HEADERS, 3, 50)] {
            ledger.enter_received(received).unwrap();
        }
        assert_eq!(ledger.held(), 2 * STREAM_BYTES + 2 * (1000 + FRAME_BYTES));
        ledger.enter_sent(FrameHead { increment: 1000, ..frame(WINDOW_UPDATE, 1, 4) });
        assert_eq!(ledger.held(), 2 * STREAM_BYTES + 1000 + FRAME_BYTES);
        ledger.enter_sent(FrameHead { flags: 1, ..frame(DATA, 1, 10) });
        ledger.enter_received(frame(DATA, 1, 1000)).unwrap();
        assert_eq!(ledger.held(), STREAM_BYTES);
        ledger.enter_received(frame(RST_STREAM, 3, 4)).unwrap();
        assert_eq!(ledger.held(), 0);
    }

    #[test]
    fn frames_that_carry_nothing_are_a_flood_unless_requests_come_with_them() {
        for idle in [
            frame(4, 0, 0),
            frame(2, 1, 5),
            frame(WINDOW_UPDATE, 0, 4),
            frame(6, 0, 8),
            frame(99, 0, 9),
            frame(DATA, 1, 0),
        ] {
            let mut ledger = Ledger::new();
            assert!((0..2 * BURST).any(|_| ledger.enter_received(idle).is_err()), "{idle:?}");
        }
        let mut ledger = Ledger::new();
        for request in 0..2 * BURST {
            ledger.enter_received(frame(HEADERS, 2 * request + 1, 50)).unwrap();
            assert!((0..PER_REQUEST).all(|_| ledger.enter_received(frame(WINDOW_UPDATE, 0, 4)).is_ok()));
            ledger.enter_sent(FrameHead { flags: 1, ..frame(HEADERS, 2 * request + 1, 9) });
        }
    }
}
