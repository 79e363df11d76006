//! Random components whose `process` is one straight line: calls into the host, one after the other, and instructions that
//! work on much memory at once. There is no loop and no function but the host's, so the guest never looks at the clock.
//!
//! The fuzz target `straight-line` and tests use it.

mod arguments;
mod component;
mod imports;
mod memory;

use arguments::{call, length};
use imports::IMPORTS;
use std::fmt::Write as _;

#[allow(unused_imports, reason = "for those who write a body of their own")]
pub use component::component;
#[allow(unused_imports, reason = "for those who write a body of their own")]
pub use memory::{LARGE, array, filled_with, path};

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
const REPEATS: [u32; 6] = [1, 3, 20, 100, 400, 1_500];

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
