//! Where one request ends and the next begins.

use super::line::{Line, MAX_FRAMING_LINE};

/// What an HTTP/2 connection begins with. <https://www.rfc-editor.org/rfc/rfc9113#section-3.4>
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Follows the requests of a connection through its bytes.
pub(super) struct Framing {
    place: Place,
    line: Line,
    body: Body,
}

/// What the next byte belongs to.
#[derive(Clone, Copy)]
enum Place {
    /// HTTP/2's preface, of which so many bytes have come.
    Preface(usize),
    /// HTTP/2, which has a framing of its own.
    Http2,
    RequestLine,
    Field,
    /// A body, or a chunk of one, of which so many bytes are missing.
    Data(u64),
    ChunkSize,
    ChunkData(u64),
    ChunkEnd,
    Trailer,
}

/// What a head has said of its body so far.
#[derive(Default)]
struct Body {
    length: Option<u64>,
    /// Whether the last transfer coding is `chunked`; none if there is no transfer coding.
    is_chunked: Option<bool>,
}

/// A request that others may read otherwise.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The first of the bytes that must not be read.
    pub(super) at: usize,
    pub(super) is_in_head: bool,
}

/// Why a line cannot be taken.
struct Ambiguous;

impl Framing {
    pub(super) fn new() -> Self {
        Self { place: Place::Preface(0), line: Line::default(), body: Body::default() }
    }

    /// Goes through the bytes that follow, up to the end of a request; says how many these are.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> Result<usize, Fault> {
        let mut at = 0;
        while at < bytes.len() {
            let before = self.place;
            at += self.advance_within(&bytes[at..], at)?;
            if matches!(self.place, Place::RequestLine) && !matches!(before, Place::RequestLine | Place::Preface(_)) {
                break;
            }
        }
        Ok(at)
    }

    /// Goes through some of the bytes, which begin `at` this place.
    fn advance_within(&mut self, bytes: &[u8], at: usize) -> Result<usize, Fault> {
        match self.place {
            Place::Http2 => Ok(bytes.len()),
            Place::Preface(matched) => self.match_preface(matched, bytes, at),
            Place::Data(missing) => Ok(self.skip(missing, bytes, Place::Data, Place::RequestLine)),
            Place::ChunkData(missing) => Ok(self.skip(missing, bytes, Place::ChunkData, Place::ChunkEnd)),
            _ => self.read_line(bytes).map_err(|end| Fault { at: at + end, is_in_head: self.is_in_head() }),
        }
    }

    /// Whether a head has begun, or what may be HTTP/2's preface, and has not ended.
    pub(super) fn is_within_head(&self) -> bool {
        match self.place {
            Place::Preface(matched) => matched > 0,
            Place::RequestLine => self.line.has_begun(),
            Place::Field => true,
            _ => false,
        }
    }

    fn is_in_head(&self) -> bool {
        matches!(self.place, Place::RequestLine | Place::Field)
    }

    /// Bytes that were the preface and turn out to be the beginning of a request are gone through once more.
    fn match_preface(&mut self, matched: usize, bytes: &[u8], at: usize) -> Result<usize, Fault> {
        let missing = &HTTP2_PREFACE[matched..];
        let same = missing.iter().zip(bytes).take_while(|(one, other)| one == other).count();
        if same == missing.len() {
            self.place = Place::Http2;
            return Ok(same);
        }
        if same == bytes.len() {
            self.place = Place::Preface(matched + same);
            return Ok(same);
        }
        self.place = Place::RequestLine;
        let mut replayed = 0;
        while replayed < matched {
            let rest = &HTTP2_PREFACE[replayed..matched];
            replayed += self.advance_within(rest, 0).map_err(|fault| Fault { at, ..fault })?;
        }
        Ok(0)
    }

    fn skip(&mut self, missing: u64, bytes: &[u8], more: fn(u64) -> Place, then: Place) -> usize {
        let skipped = usize::try_from(missing).unwrap_or(usize::MAX).min(bytes.len());
        let left = missing - skipped as u64;
        self.place = if left == 0 { then } else { more(left) };
        skipped
    }

    /// Bytes of the line, or of the piece of it. The error is where the line ends.
    fn read_line(&mut self, bytes: &[u8]) -> Result<usize, usize> {
        if matches!(self.place, Place::RequestLine)
            && let Some(foreign) =
                bytes.iter().take_while(|byte| **byte != b'\n').position(|byte| !is_in_request_line(*byte))
        {
            return Err(foreign);
        }
        let Some(end) = self.line.find_end(bytes) else { return Ok(bytes.len()) };
        let line = self.line.finish(&bytes[..end]).map_err(|_| end)?;
        self.place = after(self.place, line, &mut self.body).map_err(|_| end)?;
        self.line.clear();
        Ok(end + 1)
    }
}

/// hyper cuts a target at `#` and takes bytes that are not ASCII; neither may be in a target. The rest of the line is hyper's.
fn is_in_request_line(byte: u8) -> bool {
    byte.is_ascii() && byte != b'#'
}

/// What follows a line.
fn after(place: Place, line: &[u8], body: &mut Body) -> Result<Place, Ambiguous> {
    match place {
        // An empty line before a request is passed over: https://www.rfc-editor.org/rfc/rfc9112#section-2.2-6
        Place::RequestLine if line.is_empty() => Ok(Place::RequestLine),
        Place::RequestLine => Ok(Place::Field),
        Place::Field if line.is_empty() => std::mem::take(body).place(),
        Place::Field => body.read_field(line).map(|()| Place::Field),
        Place::ChunkSize => match chunk_size(line)? {
            0 => Ok(Place::Trailer),
            bytes => Ok(Place::ChunkData(bytes)),
        },
        Place::ChunkEnd if line.is_empty() => Ok(Place::ChunkSize),
        Place::Trailer if line.is_empty() => Ok(Place::RequestLine),
        Place::Trailer => Ok(Place::Trailer),
        _ => Err(Ambiguous),
    }
}

impl Body {
    fn read_field(&mut self, line: &[u8]) -> Result<(), Ambiguous> {
        // Most lines are neither, and are known by their first letter.
        if !matches!(line[0] | 0x20, b'c' | b't') {
            return Ok(());
        }
        let Some(colon) = line.iter().take(MAX_FRAMING_LINE).position(|byte| *byte == b':') else { return Ok(()) };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        let is_length = name.eq_ignore_ascii_case(b"content-length");
        if !is_length && !name.eq_ignore_ascii_case(b"transfer-encoding") {
            return Ok(());
        }
        if line.len() > MAX_FRAMING_LINE {
            return Err(Ambiguous);
        }
        if is_length {
            let length = number(value, 10).ok_or(Ambiguous)?;
            return if self.length.replace(length).is_some() { Err(Ambiguous) } else { Ok(()) };
        }
        let last = value.rsplit(|byte| *byte == b',').next().unwrap_or_default();
        self.is_chunked = Some(last.trim_ascii().eq_ignore_ascii_case(b"chunked"));
        Ok(())
    }

    /// <https://www.rfc-editor.org/rfc/rfc9112#section-6.3>
    fn place(self) -> Result<Place, Ambiguous> {
        match (self.length, self.is_chunked) {
            (None, Some(true)) => Ok(Place::ChunkSize),
            (None | Some(0), None) => Ok(Place::RequestLine),
            (Some(length), None) => Ok(Place::Data(length)),
            (Some(_), Some(_)) | (None, Some(false)) => Err(Ambiguous),
        }
    }
}

/// <https://www.rfc-editor.org/rfc/rfc9112#section-7.1>
fn chunk_size(line: &[u8]) -> Result<u64, Ambiguous> {
    if line.len() > MAX_FRAMING_LINE {
        return Err(Ambiguous);
    }
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    match line[digits..].trim_ascii_start().first() {
        None | Some(b';') => number(&line[..digits], 16).ok_or(Ambiguous),
        Some(_) => Err(Ambiguous),
    }
}

/// No sign, and none that is longer than any body.
fn number(digits: &[u8], radix: u32) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    std::str::from_utf8(digits).ok().filter(|_| is_number).and_then(|text| u64::from_str_radix(text, radix).ok())
}
