//! Random components whose `process` is one straight line: calls into the host, one after the other, and instructions that
//! work on much memory at once. There is no loop and no function but the host's, so the guest never looks at the clock.
//!
//! The fuzz target `straight-line` and tests use it.

mod imports;

use imports::{IMPORTS, INTERFACES, Import, Parameter};
use std::fmt::Write as _;

/// Where random numbers come from.
pub trait Choices {
    /// A number below `below`.
    fn choose(&mut self, below: u32) -> u32;
}

/// A component in the text format, and its body in words.
pub struct StraightLine {
    pub text: String,
    pub does: String,
}

/// Calls of one body, at most.
const MOST_CALLS: u32 = 3_000;
/// Different steps of one body, at most.
const MOST_STEPS: u32 = 12;
/// What a call may carry, by default, is 4 MiB.
const LENGTHS: [u32; 10] = [0, 1, 8, 100, 1_000, 20_000, 130_000, 1_000_000, 2_000_000, 4_150_000];
const REPEATS: [u32; 6] = [1, 3, 20, 100, 400, 1_500];

// In memory, beside what `Guest` in `guest.rs` has there too: the large text has 5 MB, then lies what the host hands in.
const RESULT: u32 = 16;
const PATHS: u32 = 32;
const NAMES: u32 = 800;
const HANDED_OUT: u32 = 1_024;
const PATTERNS: u32 = 1_100;
pub const LARGE: u32 = 65_536;
const LARGE_BYTES: u32 = 5_000_000;
const HANDED_IN: u32 = 5_242_880;
const PAGES: u32 = 160;

const PATH_TEXTS: [&str; 10] =
    ["", "/message", "/attributes", "/attributes/x", "/a/b", "/values/n", "/app/name", "/~0~1", "message", "/time"];
const NAME_TEXTS: [&str; 3] = ["rule", "other-rule", "name"];
/// What the large text is made of.
const FILLINGS: [&str; 12] = [
    "0,0,0,0,",
    r#"{"a":1},"#,
    "aaaaaaaa",
    "////////",
    "/a/a/a/a",
    "[[[[[[[[",
    "        ",
    "11111111",
    r#"\\\\\\\\"#,
    "a@b.com ",
    "%41%41 x",
    "éééé",
];

pub fn straight_line(choices: &mut dyn Choices) -> StraightLine {
    let (mut body, mut does, mut left) = (String::new(), String::new(), MOST_CALLS);
    fill(&mut body, &mut does, choices);
    for _ in 0..=choices.choose(MOST_STEPS) {
        match choices.choose(12) {
            0 => fill(&mut body, &mut does, choices),
            1 => move_memory(&mut body, &mut does, choices),
            _ if left >= 3 => left -= call_in_turn(&mut body, &mut does, left, choices),
            _ => break,
        }
    }
    StraightLine { text: component(&body), does }
}

/// One to three calls, in turn, again and again; how many there were.
fn call_in_turn(body: &mut String, does: &mut String, left: u32, choices: &mut dyn Choices) -> u32 {
    let calls = 1 + choices.choose(3);
    let turns = REPEATS[choices.choose(REPEATS.len() as u32) as usize].min(left / calls);
    let mut turn = String::new();
    for _ in 0..calls {
        let import = &IMPORTS[choices.choose(IMPORTS.len() as u32) as usize];
        let (before, call, words) = call(import, choices);
        *body += &before;
        turn += &call;
        let _ = write!(does, "{turns} × {}.{}({words}); ", import.interface, import.name);
    }
    *body += &turn.repeat(turns as usize);
    turns * calls
}

fn fill(body: &mut String, does: &mut String, choices: &mut dyn Choices) {
    let filling = FILLINGS[choices.choose(FILLINGS.len() as u32) as usize];
    *body += &filled_with(filling);
    let _ = write!(does, "fill with {filling:?}; ");
}

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

fn move_memory(body: &mut String, does: &mut String, choices: &mut dyn Choices) {
    let (length, repeats) = (length(choices), REPEATS[choices.choose(5) as usize]);
    let copies = choices.choose(2) == 0;
    let step = if copies {
        format!("(memory.copy (i32.const {LARGE}) (i32.const {}) (i32.const {length}))", LARGE + 64)
    } else {
        format!("(memory.fill (i32.const {LARGE}) (i32.const 48) (i32.const {length}))")
    };
    (0..repeats).for_each(|_| body.push_str(&step));
    let _ = write!(does, "{repeats} × memory.{} of {length}; ", if copies { "copy" } else { "fill" });
}

fn length(choices: &mut dyn Choices) -> u32 {
    LENGTHS[choices.choose(LENGTHS.len() as u32) as usize]
}

/// What is done once before a call, the call, and its arguments in words.
fn call(import: &Import, choices: &mut dyn Choices) -> (String, String, String) {
    let (mut before, mut arguments, mut words) = (String::new(), String::new(), Vec::new());
    for parameter in import.parameters {
        words.extend(argument(*parameter, &mut before, &mut arguments, choices));
    }
    let call = format!("(call ${}.{} {arguments})", import.interface, import.name);
    (before, if import.returns { format!("(drop {call})") } else { call }, words.join(", "))
}

fn argument(
    parameter: Parameter,
    before: &mut String,
    arguments: &mut String,
    choices: &mut dyn Choices,
) -> Option<String> {
    let mut push = |text: String| arguments.push_str(&text);
    let mut pair = |at: u32, length: u32| push(format!("(i32.const {at}) (i32.const {length})"));
    match parameter {
        Parameter::Path | Parameter::Text => {
            let small = parameter == Parameter::Path && choices.choose(4) > 0;
            let (at, length) = if small { stored(PATHS, &PATH_TEXTS, choices) } else { (LARGE, length(choices)) };
            pair(at, length);
            Some(if small { format!("path of {length}") } else { format!("{length} bytes") })
        }
        Parameter::Name => {
            let (at, length) = stored(NAMES, &NAME_TEXTS, choices);
            pair(at, length);
            None
        }
        Parameter::Spans | Parameter::Patterns => {
            let size = if parameter == Parameter::Spans { 8 } else { 24 };
            let (at, count) = if choices.choose(3) == 0 { (PATTERNS, 2) } else { (LARGE, length(choices) / size) };
            pair(at, count);
            Some(format!("list of {count}"))
        }
        Parameter::Value => {
            let (case, address, length, words) = value(before, choices);
            push(format!("(i32.const {case}) (i64.const {address}) (i32.const {length})"));
            Some(words)
        }
        Parameter::Event | Parameter::Scanner | Parameter::Level => {
            let number = match parameter {
                Parameter::Level => choices.choose(4),
                Parameter::Event => [0, 0, 0, 1, 7][choices.choose(5) as usize],
                // One that is not there ends the run.
                _ => 7 * u32::from(choices.choose(16) == 1),
            };
            push(format!("(i32.const {number})"));
            Some(number.to_string())
        }
        Parameter::U64 | Parameter::F64 => {
            let number = choices.choose(1_000);
            push(format!("({}.const {number})", parameter.core()));
            None
        }
        Parameter::Result => {
            push(format!("(i32.const {HANDED_OUT})"));
            None
        }
    }
}

/// Case, number or address, length, and words. Half of the large JSON is whole: an array of what the text was filled with.
fn value(before: &mut String, choices: &mut dyn Choices) -> (u32, u32, u32, String) {
    let case = choices.choose(8).min(5);
    if case < 4 {
        return (case, choices.choose(2), 0, format!("case {case}"));
    }
    let length = length(choices);
    if case == 4 || choices.choose(2) == 0 {
        return (case, LARGE, length, format!("case {case}, {length} bytes"));
    }
    let (brackets, address, length) = array(length);
    *before += &brackets;
    (case, address, length, format!("array of {length} bytes"))
}

/// Makes an array of the large text where that is elements with a comma after each, eight bytes long or a part of eight: the
/// instructions, its address, its length.
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

fn stored(at: u32, texts: &[&str], choices: &mut dyn Choices) -> (u32, u32) {
    place(at, texts, choices.choose(texts.len() as u32) as usize)
}

/// Address and length of one of some texts that lie one behind the other.
fn place(at: u32, texts: &[&str], number: usize) -> (u32, u32) {
    let before: usize = texts[..number].iter().map(|text| text.len()).sum();
    (at + before as u32, texts[number].len() as u32)
}

/// A component in the text format around the body of its `process`.
pub fn component(body: &str) -> String {
    let (mut lowered, mut taken, mut handed) = (String::new(), String::new(), String::new());
    for Import { interface, name, parameters, returns } in &IMPORTS {
        let core = format!("${interface}.{name}");
        let types: Vec<_> = parameters.iter().map(|parameter| parameter.core()).collect();
        let result = if *returns { "(result i32)" } else { "" };
        let _ = write!(
            lowered,
            "(core func {core} (canon lower (func ${interface} \"{name}\") (memory $memory) (realloc $realloc)))\n"
        );
        let _ =
            write!(taken, "(import \"h\" \"{interface}.{name}\" (func {core} (param {}) {result}))\n", types.join(" "));
        let _ = write!(handed, "(export \"{interface}.{name}\" (func {core}))\n");
    }
    let (paths, names) = (PATH_TEXTS.concat(), NAME_TEXTS.concat());
    format!(
        r#"(component {INTERFACES}
 (core module $mem (memory (export "memory") {PAGES})
  (data (i32.const {PATHS}) "{paths}") (data (i32.const {NAMES}) "{names}")
  (data (i32.const {PATTERNS}) "\20\03\00\00\04\00\00\00\01\00\00\00\b0\04\00\00\06\00\00\00\00\00\00\00")
  (data (i32.const 1124) "\20\03\00\00\04\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\01\00\00\00")
  (data (i32.const 1200) "[ab]+x")
  (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const {HANDED_IN})))
 (core instance $mem (instantiate $mem))
 (alias core export $mem "memory" (core memory $memory)) (alias core export $mem "realloc" (core func $realloc))
 {lowered}
 (core module $main {taken} (import "m" "memory" (memory 1))
  (func (export "configure") (param i32 i32) (result i32)
   (call $scanners.compile (i32.const {PATTERNS}) (i32.const 2) (i32.const {HANDED_OUT}))
   (if (i32.load8_u (i32.const {HANDED_OUT})) (then (return (i32.const {HANDED_OUT}))))
   (i32.const {RESULT}))
  (func (export "warm-up"))
  (func (export "process") (result i32) {body} (i32.const {RESULT})))
 (core instance $h {handed})
 (core instance $main (instantiate $main (with "h" (instance $h)) (with "m" (instance $mem))))
 (type $res (result (error string)))
 (func (export "configure") (param "config" string) (result $res)
  (canon lift (core func $main "configure") (memory $memory) (realloc $realloc)))
 (func (export "warm-up") (canon lift (core func $main "warm-up")))
 (func (export "process") (result $res) (canon lift (core func $main "process") (memory $memory))))"#
    )
}
