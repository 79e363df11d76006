//! Calls with random arguments.

use super::{
    Choices,
    imports::{Import, Parameter},
    memory::{HANDED_OUT, LARGE, NAME_TEXTS, NAMES, PATH_TEXTS, PATHS, PATTERNS, array, place},
};

/// What a call may carry, by default, is 1 MiB.
const LENGTHS: [u32; 9] = [0, 1, 8, 100, 1_000, 20_000, 130_000, 500_000, 1_040_000];

/// What is done once before a call, the call, and its arguments in words.
pub(super) fn call(import: &Import, choices: &mut dyn Choices) -> (String, String, String) {
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
        Parameter::Spans | Parameter::Patterns | Parameter::Places => {
            let size = if matches!(parameter, Parameter::Spans | Parameter::Places) { 8 } else { 24 };
            let (at, count) = if choices.choose(3) == 0 { (PATTERNS, 2) } else { (LARGE, length(choices) / size) };
            pair(at, count);
            Some(format!("list of {count}"))
        }
        Parameter::Options => {
            // Each text has eight bytes of its own in the list.
            let counts = [0; 3].map(|_: u32| length(choices) / 8);
            counts.into_iter().for_each(|count| pair(LARGE, count));
            Some(format!("lists of {counts:?}"))
        }
        Parameter::Value => {
            let (case, address, length, words) = value(before, choices);
            push(format!("(i32.const {case}) (i64.const {address}) (i32.const {length})"));
            Some(words)
        }
        Parameter::Substitute => {
            let (case, length) = (choices.choose(4), length(choices));
            push(format!("(i32.const {case}) (i32.const {LARGE}) (i32.const {length})"));
            Some(format!("case {case}, {length} bytes"))
        }
        Parameter::Event
        | Parameter::Rule
        | Parameter::Metric
        | Parameter::Scanner
        | Parameter::Pattern
        | Parameter::Level => {
            let number = match parameter {
                Parameter::Level => choices.choose(4),
                Parameter::Event | Parameter::Pattern => [0, 0, 0, 1, 7][choices.choose(5) as usize],
                Parameter::Metric => choices.choose(3),
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

fn stored(at: u32, texts: &[&str], choices: &mut dyn Choices) -> (u32, u32) {
    place(at, texts, choices.choose(texts.len() as u32) as usize)
}

pub(super) fn length(choices: &mut dyn Choices) -> u32 {
    LENGTHS[choices.choose(LENGTHS.len() as u32) as usize]
}
