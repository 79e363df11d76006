//! Heads of HTTP/2 frames in a stream of bytes, however it is cut. <https://www.rfc-editor.org/rfc/rfc9113#section-4.1>

/// What an HTTP/2 client sends first.
pub(crate) const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const WINDOW_UPDATE: u8 = 8;
pub(crate) const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const HEAD_BYTES: usize = 9;
const INCREMENT_BYTES: usize = 4;

/// The head of one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameHead {
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) stream: u32,
    /// Bytes that follow the head.
    pub(crate) length: usize,
    /// Of a `WINDOW_UPDATE`; 0 for other frames.
    pub(crate) increment: usize,
}

impl FrameHead {
    pub(crate) fn ends_stream(&self) -> bool {
        matches!(self.kind, DATA | HEADERS) && self.flags & END_STREAM != 0
    }
}

/// Finds frames in one direction of a connection.
#[derive(Default)]
pub(crate) struct FrameReader {
    /// What has come of a head and, for a `WINDOW_UPDATE`, of its increment.
    begun: [u8; HEAD_BYTES + INCREMENT_BYTES],
    length: usize,
    /// Bytes of the current frame's payload that are still to come.
    payload: usize,
}

impl FrameReader {
    /// The next head that ends in `bytes`, from which what was read is taken away; none when more must come.
    pub(crate) fn next(&mut self, bytes: &mut &[u8]) -> Option<FrameHead> {
        loop {
            let passed = self.payload.min(bytes.len());
            *bytes = &bytes[passed..];
            self.payload -= passed;
            if self.payload > 0 {
                return None;
            }
            let missing = self.wanted().saturating_sub(self.length).min(bytes.len());
            let (taken, rest) = bytes.split_at(missing);
            self.begun[self.length..self.length + missing].copy_from_slice(taken);
            (*bytes, self.length) = (rest, self.length + missing);
            // A whole head may say that its increment is wanted too.
            if self.length == self.wanted() {
                return Some(self.end_head());
            }
            if bytes.is_empty() {
                return None;
            }
        }
    }

    /// Whether a frame has ended and none has begun.
    pub(crate) fn is_between_frames(&self) -> bool {
        self.length == 0 && self.payload == 0
    }

    /// Bytes that are read before a frame is known.
    fn wanted(&self) -> usize {
        let has_increment =
            self.length >= HEAD_BYTES && self.begun[3] == WINDOW_UPDATE && self.announced() == INCREMENT_BYTES;
        if has_increment { HEAD_BYTES + INCREMENT_BYTES } else { HEAD_BYTES }
    }

    fn announced(&self) -> usize {
        let [high, middle, low, ..] = self.begun;
        usize::from(high) << 16 | usize::from(middle) << 8 | usize::from(low)
    }

    fn end_head(&mut self) -> FrameHead {
        let number = |at: usize| u32::from_be_bytes([0, 1, 2, 3].map(|byte| self.begun[at + byte])) & 0x7fff_ffff;
        let increment = if self.length > HEAD_BYTES { number(HEAD_BYTES) as usize } else { 0 };
        let head = FrameHead {
            kind: self.begun[3],
            flags: self.begun[4],
            stream: number(5),
            length: self.announced(),
            increment,
        };
        self.payload = head.length - (self.length - HEAD_BYTES);
        self.length = 0;
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
        [&[0, 0, payload.len() as u8, kind, 0, 0, 0, 0, stream], payload].concat()
    }

    #[test]
    fn frames_are_found_however_the_bytes_are_cut() {
        let bytes = [
            frame(HEADERS, 1, b"head"),
            frame(WINDOW_UPDATE, 3, &[0, 0, 1, 2]),
            frame(4, 0, b""),
            frame(DATA, 1, &[0; 200]),
        ];
        let bytes = bytes.concat();
        for size in 1..bytes.len() {
            let (mut reader, mut heads) = (FrameReader::default(), Vec::new());
            for mut piece in bytes.chunks(size) {
                while let Some(head) = reader.next(&mut piece) {
                    heads.push((head.kind, head.stream, head.length, head.increment));
                }
            }
            assert_eq!(heads, [(HEADERS, 1, 4, 0), (WINDOW_UPDATE, 3, 4, 258), (4, 0, 0, 0), (DATA, 1, 200, 0)]);
            assert!(reader.is_between_frames());
        }
    }
}
