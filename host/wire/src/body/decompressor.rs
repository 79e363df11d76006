//! One stream of compressed bytes, step by step, whatever the library.

use super::content_encoding::Encoding;
use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use flate2::{Decompress, FlushDecompress, Status};
use zstd::stream::raw::{DParameter, Decoder, Operation};

/// The window of deflate, RFC 1951.
const DEFLATE_WINDOW_BITS: u8 = 15;
/// The window that every decoder of the content coding takes, and that no encoder may go beyond: 8 MiB.
/// <https://www.rfc-editor.org/rfc/rfc9659>
const ZSTD_WINDOW_BITS: u32 = 23;

/// What encoders use unless told otherwise: 4 MiB. RFC 7932 goes up to 16 MiB, for which the library takes more than 40.
const BROTLI_WINDOW_BITS: u32 = 22;

/// The state of a stream.
pub(crate) enum Decompressor {
    Flate(Decompress),
    Brotli(Box<BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>>),
    Zstd(Decoder<'static>),
}

/// What one step has done.
pub(crate) struct Step {
    pub(crate) read: usize,
    pub(crate) written: usize,
    /// The stream has ended.
    pub(crate) ended: bool,
}

/// The bytes are not a stream of this coding, or one that asks for too much memory.
#[derive(Debug)]
pub(crate) struct Broken;

impl Decompressor {
    /// A decompressor for a stream that begins with `start`.
    pub(crate) fn new(encoding: Encoding, start: &[u8]) -> Result<Self, Broken> {
        Ok(match encoding {
            Encoding::Gzip => Self::Flate(Decompress::new_gzip(DEFLATE_WINDOW_BITS)),
            Encoding::Deflate => Self::Flate(Decompress::new(has_zlib_frame(start))),
            Encoding::Brotli if brotli_window_bits(start) > BROTLI_WINDOW_BITS => return Err(Broken),
            Encoding::Brotli => {
                let memory = StandardAlloc::default;
                // Strict: no windows larger than RFC 7932 has.
                Self::Brotli(Box::new(BrotliState::new_strict(memory(), memory(), memory())))
            }
            Encoding::Zstd => {
                let mut decoder = Decoder::new().map_err(|_| Broken)?;
                decoder.set_parameter(DParameter::WindowLogMax(ZSTD_WINDOW_BITS)).map_err(|_| Broken)?;
                Self::Zstd(decoder)
            }
        })
    }

    /// Bytes of the whole, where the stream says so beforehand.
    pub(crate) fn announced(encoding: Encoding, start: &[u8]) -> Option<u64> {
        match encoding {
            Encoding::Zstd => zstd::zstd_safe::get_frame_content_size(start).ok().flatten(),
            _ => None,
        }
    }

    /// Bytes that it may take for itself, beside what it writes.
    pub(crate) fn window(encoding: Encoding, start: &[u8]) -> usize {
        match encoding {
            Encoding::Gzip | Encoding::Deflate => 1 << DEFLATE_WINDOW_BITS,
            // A ring of twice the window.
            Encoding::Brotli => 2 << brotli_window_bits(start).min(BROTLI_WINDOW_BITS),
            Encoding::Zstd => 1 << zstd_window_bits(start),
        }
    }

    /// Reads from `input` and writes to `output`, as much as there is and fits.
    pub(crate) fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Broken> {
        match self {
            Self::Flate(stream) => {
                let (read, written) = (stream.total_in(), stream.total_out());
                let status = stream.decompress(input, output, FlushDecompress::None).map_err(|_| Broken)?;
                Ok(Step {
                    read: (stream.total_in() - read) as usize,
                    written: (stream.total_out() - written) as usize,
                    ended: status == Status::StreamEnd,
                })
            }
            Self::Brotli(state) => {
                let (mut left, mut read, mut room, mut written) = (input.len(), 0, output.len(), 0);
                let result =
                    BrotliDecompressStream(&mut left, &mut read, input, &mut room, &mut written, output, &mut 0, state);
                match result {
                    BrotliResult::ResultFailure => Err(Broken),
                    result => Ok(Step { read, written, ended: matches!(result, BrotliResult::ResultSuccess) }),
                }
            }
            Self::Zstd(decoder) => {
                let status = decoder.run_on_buffers(input, output).map_err(|_| Broken)?;
                Ok(Step { read: status.bytes_read, written: status.bytes_written, ended: status.remaining == 0 })
            }
        }
    }
}

/// Whether a stream begins as RFC 1950 says; what does not is taken as bare deflate.
fn has_zlib_frame(start: &[u8]) -> bool {
    const DEFLATE: u8 = 8;
    match start {
        [method, flags, ..] => {
            method & 15 == DEFLATE && method >> 4 <= 7 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
        }
        _ => false,
    }
}

/// <https://www.rfc-editor.org/rfc/rfc7932#section-9.1>
fn brotli_window_bits(start: &[u8]) -> u32 {
    let first = u32::from(start.first().copied().unwrap_or_default());
    match (first & 1, first >> 1 & 7, first >> 4 & 7) {
        (0, _, _) => 16,
        (_, 0, 0) => 17,
        (_, 0, bits) => 8 + bits,
        (_, bits, _) => 17 + bits,
    }
}

/// The window that the frame's descriptor says, as far as it may be: <https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1>
fn zstd_window_bits(start: &[u8]) -> u32 {
    const SINGLE_SEGMENT: u8 = 1 << 5;
    match start {
        // The window is as large as the content: as much again as the output, which may have the largest window at the most.
        [_, _, _, _, descriptor, ..] if descriptor & SINGLE_SEGMENT != 0 => ZSTD_WINDOW_BITS,
        // Powers of two and eighths between them.
        [_, _, _, _, _, window, ..] => (10 + u32::from(window >> 3) + 1).min(ZSTD_WINDOW_BITS),
        _ => 0,
    }
}
