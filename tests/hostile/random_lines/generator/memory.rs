//! What lies where in the memory of a guest.

use std::fmt::Write as _;

/// The result of `process`: good.
pub(super) const RESULT: u32 = 16;
pub(super) const PATHS: u32 = 32;
pub(super) const NAMES: u32 = 800;
/// Where the host puts results.
pub(super) const HANDED_OUT: u32 = 1_024;
/// Two patterns, of 24 bytes each.
pub(super) const PATTERNS: u32 = 1_100;
/// A text of [`LARGE_BYTES`].
pub const LARGE: u32 = 65_536;
const LARGE_BYTES: u32 = 1_200_000;
/// What `realloc` returns, always.
pub(super) const HANDED_IN: u32 = 1_310_720;
pub(super) const PAGES: u32 = 80;

pub(super) const PATH_TEXTS: [&str; 10] =
    ["", "/message", "/attributes", "/attributes/x", "/a/b", "/values/n", "/app/name", "/~0~1", "message", "/time"];
pub(super) const NAME_TEXTS: [&str; 3] = ["rule", "other-rule", "name"];

/// Fills the large text with eight bytes again and again, without a loop: twice as much with each step.
pub fn filled_with(eight_bytes: &str) -> String {
    let number = eight_bytes.bytes().rev().fold(0_u64, |number, byte| number << 8 | u64::from(byte));
    let mut body = format!("(i64.store (i32.const {LARGE}) (i64.const {number}))");
    let mut done = 8;
    while done < LARGE_BYTES {
        let more = done.min(LARGE_BYTES - done);
        let to = LARGE + done;
        let _ = write!(body, "(memory.copy (i32.const {to}) (i32.const {LARGE}) (i32.const {more}))");
        done += more;
    }
    body
}

/// Puts brackets around about `length` bytes of the large text, to be done once: the instructions, and the array's address and
/// length. The text has to be filled with eight bytes that are whole elements, each with a comma after it.
pub fn array(length: u32) -> (String, u32, u32) {
    let (start, elements) = (LARGE - 1, (length / 8).max(1) * 8 - 1);
    let end = LARGE + elements;
    let brackets =
        format!("(i32.store8 (i32.const {start}) (i32.const 91)) (i32.store8 (i32.const {end}) (i32.const 93))");
    (brackets, start, elements + 2)
}

/// Address and length of one of the paths that are stored.
pub fn path(text: &str) -> (u32, u32) {
    place(PATHS, &PATH_TEXTS, PATH_TEXTS.iter().position(|stored| *stored == text).expect("it is stored"))
}

/// Address and length of one of some texts that lie one behind the other.
pub(super) fn place(at: u32, texts: &[&str], number: usize) -> (u32, u32) {
    let before: usize = texts[..number].iter().map(|text| text.len()).sum();
    (at + before as u32, texts[number].len() as u32)
}
