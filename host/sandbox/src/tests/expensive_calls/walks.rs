//! The most expensive calls that walk an event and give a list or a hash.

use super::{
    MOST,
    host_functions::{MESSAGE, members, text},
    measure,
};

const WHOLE: &str = "(i32.const 0) (i32.const 0)";
const ATTRIBUTES: &str = "(i32.const 140) (i32.const 11)";
const LIST: &str = "(i32.const 140) (i32.const 13)";
/// About as many values as a batch may have.
const VALUES: usize = 260_000;

fn call(function: &str, path: &str) -> String {
    format!("(call ${function} (i32.const 0) {path} (i32.const 1024))")
}

fn list(of: &str) -> String {
    format!(r#"{{"x":[{}]}}"#, vec![of; VALUES].join(","))
}

#[test]
#[ignore = "measures"]
fn walks_that_take_longest() {
    measure("texts: 85,000 of them", 300, "", &call("texts", WHOLE), "", &members("\"\"", 85_000));
    measure("texts: none among 260,000 numbers", 300, "", &call("texts", WHOLE), "", &list("0"));
    measure("leaves: 85,000 of them", 300, "", &call("leaves", WHOLE), "", &members("\"\"", 85_000));
    measure("leaves: 260,000 numbers", 480, "", &call("leaves", LIST), "", &list("0"));
    measure("leaves: none in 260,000 arrays", 300, "", &call("leaves", WHOLE), "", &list("[]"));
    measure("members: 85,000 of them", 300, "", &call("members", ATTRIBUTES), "", &members("\"\"", 85_000));
    measure("members: an array of 260,000", 300, "", &call("members", LIST), "", &list("0"));
    measure("hash: 1 MiB", 40, "", &call("hash", MESSAGE), "", &text("a"));
    let long = format!(r#"{{"message":"m","app":{{"name":"{}"}}}}"#, "a".repeat(MOST));
    measure("app: a name of 1 MiB", 40, "", "(call $app (i32.const 1024))", "", &long);
}
