//! The component around a body.

use super::{
    imports::{IMPORTS, INTERFACES, Import},
    memory::{HANDED_IN, HANDED_OUT, NAME_TEXTS, NAMES, PAGES, PATH_TEXTS, PATHS, PATTERNS, RESULT},
};
use std::fmt::Write as _;

/// A component in the text format around the body of its `process`.
pub fn component(body: &str) -> String {
    let (mut lowered, mut taken, mut handed) = (String::new(), String::new(), String::new());
    for Import { interface, name, parameters, returns } in &IMPORTS {
        let core = format!("${interface}.{name}");
        let types: Vec<_> = parameters.iter().map(|parameter| parameter.core()).collect();
        let result = if *returns { "(result i32)" } else { "" };
        let _ = writeln!(
            lowered,
            "(core func {core} (canon lower (func ${interface} \"{name}\") (memory $memory) (realloc $realloc)))"
        );
        let _ =
            writeln!(taken, "(import \"h\" \"{interface}.{name}\" (func {core} (param {}) {result}))", types.join(" "));
        let _ = writeln!(handed, "(export \"{interface}.{name}\" (func {core}))");
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
   (call $diagnostics.declare-counter (i32.const {NAMES}) (i32.const 4) (i32.const {HANDED_OUT}))
   (call $diagnostics.declare-histogram (i32.const {NAMES}) (i32.const 4) (i32.const {HANDED_OUT}))
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
