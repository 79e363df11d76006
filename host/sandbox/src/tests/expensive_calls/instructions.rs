//! Instructions that take long by themselves.

use super::{SMALL, measure};

#[test]
#[ignore = "measures"]
fn instructions_that_take_long_in_themselves() {
    let rows = [
        ("memory.fill of 31 MB", "(memory.fill (i32.const 65536) (i32.const 1) (i32.const 31000000))"),
        ("memory.copy of 31 MB", "(memory.copy (i32.const 65536) (i32.const 65537) (i32.const 31000000))"),
        ("memory.grow to 31 MB", "(drop (memory.grow (i32.const 470)))"),
    ];
    for (what, instruction) in rows {
        let pages = if what.starts_with("memory.grow") { 2 } else { 480 };
        measure(what, pages, "", instruction, "", SMALL);
        measure(&format!("{what}, 300 times"), pages, "", &instruction.repeat(300), "", SMALL);
    }
    let targets = "$a ".repeat(60_000);
    measure("br_table of 60,000", 1, "", &format!("(block $a (br_table {targets} (i32.const 59999)))"), "", SMALL);
    let add = "(local.set $n (i64.add (local.get $n) (i64.const 3)))".repeat(300_000);
    measure(
        "300,000 additions",
        1,
        "",
        &format!(
            "(local $n i64) (local.set $n (i64.load (i32.const 64))) {add} (i64.store (i32.const 1024) (local.get $n))"
        ),
        "",
        SMALL,
    );
    let divide = "(local.set $n (i64.div_u (i64.const -1) (i64.or (local.get $n) (i64.const 1))))".repeat(300_000);
    measure(
        "300,000 divisions",
        1,
        "",
        &format!(
            "(local $n i64) (local.set $n (i64.load (i32.const 64))) {divide} (i64.store (i32.const 1024) (local.get $n))"
        ),
        "",
        SMALL,
    );
}
