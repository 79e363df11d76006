//! Members whose own names say nothing: what they hold is told by a member beside them, as in a list of headers, or by the member
//! that holds them.

/// Names of members that hold what another one names: `{"name":"X-Api-Key","value":"…"}`, `{"password":{"new":"…"}}`.
const OF_VALUES: &[&str] = &[
    "value",
    "val",
    "values",
    "rawvalue",
    "currentvalue",
    "newvalue",
    "oldvalue",
    "stringvalue",
    "intvalue",
    "doublevalue",
    "raw",
    "current",
    "new",
    "old",
    "previous",
    "confirm",
    "confirmation",
    "repeat",
    "repeated",
    "plain",
    "plaintext",
    "input",
    "entered",
    "number",
    "no",
    "first",
    "middle",
    "last",
    "home",
    "work",
    "office",
    "mobile",
    "main",
    "primary",
    "secondary",
    "other",
];
/// Names of members that say what is beside them.
const OF_NAMES: &[&str] = &[
    "name",
    "key",
    "label",
    "field",
    "fieldname",
    "header",
    "type",
    "kind",
    "id",
    "param",
    "parameter",
    "property",
    "attribute",
];
/// Of both.
const LONGEST: usize = 12;

/// Whether a member of this name holds what another member names.
#[must_use]
pub fn is_name_of_value(name: &str) -> bool {
    is_one(name, OF_VALUES)
}

/// Whether a member of this name may say what a value beside it is.
#[must_use]
pub fn is_name_of_name(name: &str) -> bool {
    is_one(name, OF_NAMES)
}

fn is_one(name: &str, names: &[&str]) -> bool {
    if name.len() > LONGEST + 1 {
        return false;
    }
    let letters = || name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase());
    names.iter().any(|one| letters().eq(one.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        assert!(["value", "rawValue", "raw_value", "New", "stringValue"].iter().all(|name| is_name_of_value(name)));
        assert!(["name", "fieldName", "field-name", "Key"].iter().all(|name| is_name_of_name(name)));
        assert!(!["", "valuable", "message", "password", "naming", "keys"].iter().any(|name| is_name_of_name(name)));
        let longest = OF_VALUES.iter().chain(OF_NAMES).map(|name| name.len()).max();
        assert_eq!(longest, Some(LONGEST));
    }
}
