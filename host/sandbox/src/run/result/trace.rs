//! Names the innermost functions of the filter where a run failed, and the lines of its source.

use std::fmt::{self, Write};

use wasmtime::{FrameInfo, WasmBacktrace};

use super::missing;
use crate::{
    debug_info::line_table::{self, LineSource},
    printable::printable,
};

/// Functions that are named: the one that failed, and its callers.
const FRAMES: usize = 4;
const NAME_CHARS: usize = 120;
/// Longer symbols are not demangled: the guest wrote them, and their parts may refer to each other.
const SYMBOL_BYTES: usize = 1_024;

/// Functions that Rust calls between a panic and the trap. They are the same for every panic.
const PANIC_MACHINERY: &[&str] = &[
    "__rust",
    "rust_panic",
    "rust_begin_unwind",
    "core::panicking::",
    "std::panicking::",
    "std::panic::",
    "std::process::",
    "std::sys::backtrace::",
    "alloc::alloc::",
    "alloc::raw_vec::",
    "std::alloc::",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_",
    "core::slice::index::slice_",
    "core::str::slice_error_fail",
    "core::ops::function::FnOnce::call_once",
];

/// What the functions say of why a run failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The component has no names.
    Unknown,
    /// A panic of Rust.
    Panic,
    /// It asked for what filters do not have, which is said.
    Missing,
    /// None of these.
    Other,
}

/// Appends the names of functions, innermost first, with files and lines where `lines` has them, and what filters do not have where
/// one asks for that. Appends nothing if the component has no names.
pub(crate) fn append_functions(detail: &mut String, trace: &WasmBacktrace, lines: Option<&impl LineSource>) -> Why {
    let functions = trace.frames().iter().filter_map(|frame| {
        let name = demangle(frame.func_name()?);
        Some((name, lines.and_then(|lines| line_of(frame, lines))))
    });
    append_names(detail, functions)
}

/// Lines are known of the one module that has a memory.
fn line_of(frame: &FrameInfo, lines: &impl LineSource) -> Option<(String, u32)> {
    if !frame.module().exports().any(|export| export.ty().memory().is_some()) {
        return None;
    }
    line_table::find_line(lines, frame.func_index(), u32::try_from(frame.func_offset()?).ok()?)
}

fn append_names(detail: &mut String, functions: impl Iterator<Item = (String, Option<(String, u32)>)>) -> Why {
    let mut functions = functions.peekable();
    let why = match functions.peek() {
        None => return Why::Unknown,
        Some((name, _)) if is_panic_machinery(name) => Why::Panic,
        Some(_) => Why::Other,
    };
    let own: Vec<_> = functions.skip_while(|(name, _)| is_panic_machinery(name)).take(FRAMES).collect();
    for (index, (name, place)) in own.iter().enumerate() {
        detail.push_str(if index == 0 { ", in " } else { " < " });
        detail.push_str(&printable(name, NAME_CHARS));
        if let Some((file, line)) = place {
            // Writing to a text cannot fail.
            let _ = write!(detail, " ({file}:{line})");
        }
    }
    match missing::asked_for(own.iter().map(|(name, _)| name.as_str())) {
        None => why,
        Some(said) => {
            detail.push_str(said);
            Why::Missing
        }
    }
}

/// The name as it is written in Rust, without hashes. Other symbols stay as they are.
fn demangle(symbol: &str) -> String {
    if symbol.len() > SYMBOL_BYTES {
        return printable(symbol, NAME_CHARS);
    }
    let mut name = Bounded { text: String::new(), left: NAME_CHARS + 1 };
    // An error means that there is no more room.
    let _ = write!(name, "{:#}", rustc_demangle::demangle(symbol));
    name.text
}

fn is_panic_machinery(name: &str) -> bool {
    let name = name.trim_start_matches(['<', '&']);
    PANIC_MACHINERY.iter().any(|prefix| name.starts_with(prefix))
}

/// A text of bounded length. A symbol of a few bytes can stand for a megabyte.
struct Bounded {
    text: String,
    left: usize,
}

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            self.left = self.left.checked_sub(1).ok_or(fmt::Error)?;
            self.text.push(character);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(symbols: &[&str]) -> String {
        let mut detail = "trap".to_owned();
        _ = append_names(&mut detail, symbols.iter().map(|symbol| (demangle(symbol), None)));
        detail
    }

    #[test]
    fn a_place_stands_after_its_function() {
        let mut detail = "trap".to_owned();
        let place = Some(("mask/src/lib.rs".to_owned(), 12));
        _ = append_names(&mut detail, [("first".to_owned(), place), ("second".to_owned(), None)].into_iter());
        assert_eq!(detail, "trap, in first (mask/src/lib.rs:12) < second");
    }

    #[test]
    fn the_innermost_functions_of_the_filter_are_named_as_in_its_source() {
        let panic = [
            "_RNvCsfLfy6EI15iL_7___rustc10rust_panic",
            "_ZN3std9panicking15panic_with_hook17h0123456789abcdefE",
            "_ZN4core9panicking9panic_fmt17h0123456789abcdefE",
            "_ZN4core6option13expect_failed17h0123456789abcdefE",
            "_ZN7my_mask7numbers5first17h0123456789abcdefE",
            "_RNvCs1234_7my_mask4scan",
            "sluice:filter/filter#process",
        ];
        assert_eq!(shown(&panic), "trap, in my_mask::numbers::first < my_mask::scan < sluice:filter/filter#process");
    }

    #[test]
    fn a_panic_is_told_from_what_filters_do_not_have() {
        let why =
            |symbols: &[&str]| append_names(&mut String::new(), symbols.iter().map(|name| (demangle(name), None)));
        let panic = "_ZN4core9panicking9panic_fmt17h0123456789abcdefE";
        assert_eq!(why(&[]), Why::Unknown);
        assert_eq!(why(&[panic, "my_mask::scan"]), Why::Panic);
        assert_eq!(why(&[panic, "_ZN3std4time10SystemTime3now17h0123456789abcdefE"]), Why::Missing);
        assert_eq!(why(&["wall_clock_now", "__clock_gettime"]), Why::Missing);
        assert_eq!(why(&["abort", "os_abort"]), Why::Other);
    }

    #[test]
    fn what_a_filter_writes_into_its_names_is_bounded_and_printable() {
        // Each `TB_B_` is twice what stands before it.
        let bomb = format!("_RINvC1a1fT{}E", "B_".repeat(400));
        for symbol in [&*"x".repeat(1 << 20), &*bomb, "a\u{1b}[2J\n", ""] {
            let detail = shown(&[symbol]);
            assert!(detail.chars().count() < 150 && !detail.contains(char::is_control), "{detail}");
        }
    }
}
