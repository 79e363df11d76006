//! Members whose own names say nothing: what they hold is told by a member beside them, as in a list of headers, or by the member
//! that holds them.

/// Longer names are none of these.
const LONGEST: usize = 12;

/// Whether a member of this name holds what another member names: `{"name":"X-Api-Key","value":"…"}`, `{"password":{"new":"…"}}`.
#[must_use]
pub fn is_name_of_value(name: &str) -> bool {
    let mut letters = [0; LONGEST];
    matches!(
        in_lower_case(name, &mut letters),
        b"value"
            | b"val"
            | b"values"
            | b"rawvalue"
            | b"currentvalue"
            | b"newvalue"
            | b"oldvalue"
            | b"stringvalue"
            | b"intvalue"
            | b"doublevalue"
            | b"raw"
            | b"current"
            | b"new"
            | b"old"
            | b"previous"
            | b"confirm"
            | b"confirmation"
            | b"repeat"
            | b"repeated"
            | b"plain"
            | b"plaintext"
            | b"input"
            | b"entered"
            | b"number"
            | b"no"
            | b"first"
            | b"middle"
            | b"last"
            | b"home"
            | b"work"
            | b"office"
            | b"mobile"
            | b"main"
            | b"primary"
            | b"secondary"
            | b"other"
    )
}

/// Whether a member of this name may say what a value beside it is.
#[must_use]
pub fn is_name_of_name(name: &str) -> bool {
    let mut letters = [0; LONGEST];
    matches!(
        in_lower_case(name, &mut letters),
        b"name"
            | b"key"
            | b"label"
            | b"field"
            | b"fieldname"
            | b"header"
            | b"type"
            | b"kind"
            | b"id"
            | b"param"
            | b"parameter"
            | b"property"
            | b"attribute"
    )
}

/// The name without separators; nothing if it is too long.
#[inline(always)]
fn in_lower_case<'l>(name: &str, letters: &'l mut [u8; LONGEST]) -> &'l [u8] {
    // `raw_value` has a separator more.
    if name.len() > LONGEST + 1 {
        return &[];
    }
    let mut count = 0;
    for byte in name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')) {
        let Some(letter) = letters.get_mut(count) else { return &[] };
        *letter = byte.to_ascii_lowercase();
        count += 1;
    }
    &letters[..count]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        assert!(["value", "rawValue", "raw_value", "New", "stringValue"].iter().all(|name| is_name_of_value(name)));
        assert!(["name", "fieldName", "field-name", "Key"].iter().all(|name| is_name_of_name(name)));
        assert!(!["", "valuable", "message", "password", "naming", "keys"].iter().any(|name| is_name_of_name(name)));
    }
}
