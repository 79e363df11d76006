//! Values of JSON text that are copied as they stand, without reading all of what is in them: the text that they are copied into is
//! read anyway. Where a value is no JSON, neither is that text.

/// A value, as it stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Raw<'a>(&'a str);

/// Stands for what cannot be told apart, and is no JSON wherever it is written.
const UNREADABLE: Raw<'static> = Raw("!");

impl<'a> Raw<'a> {
    /// The value that a text has but for white space around it.
    pub(crate) fn of(text: &'a str) -> Self {
        Self(text.trim_ascii())
    }

    /// As it stands there.
    pub(crate) fn json(self) -> &'a str {
        self.0
    }

    pub(crate) fn is_object(self) -> bool {
        self.0.starts_with('{')
    }

    pub(crate) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// What is between the quotes of a text, with its escapes.
    pub(crate) fn text(self) -> Option<&'a str> {
        self.0.strip_prefix('"')?.strip_suffix('"')
    }

    /// A number.
    pub(crate) fn digits(self) -> Option<&'a str> {
        matches!(self.0.as_bytes().first(), Some(b'-' | b'0'..=b'9')).then_some(self.0)
    }

    /// The members of an object that say something, in their order. Names are as they stand there.
    pub(crate) fn members(self) -> Members<'a> {
        match self.0.strip_prefix('{') {
            Some(rest) => Members { text: rest, at: 0, ended: false },
            None => Members { text: "", at: 0, ended: true },
        }
    }

    /// The member of that name; the last one, where there are several.
    pub(crate) fn member(self, name: &str) -> Option<Raw<'a>> {
        self.members().filter(|(found, _)| *found == name).last().map(|(_, value)| value)
    }
}

/// A member of an object: its name and its value.
pub(crate) type Member<'a> = (&'a str, Raw<'a>);

/// The same of an object whose members are known.
pub(crate) fn member<'a>(members: &[Member<'a>], name: &str) -> Option<Raw<'a>> {
    members.iter().rev().find(|(found, _)| *found == name).map(|(_, value)| *value)
}

/// See [`Raw::members`].
pub(crate) struct Members<'a> {
    text: &'a str,
    at: usize,
    ended: bool,
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ended {
                return None;
            }
            match self.read() {
                Some(Some((_, value))) if value.is_null() => {}
                Some(member) => return member,
                None => {
                    self.ended = true;
                    return Some(("", UNREADABLE));
                }
            }
        }
    }
}

impl<'a> Members<'a> {
    /// The next member, or the end; none where there is neither.
    fn read(&mut self) -> Option<Option<Member<'a>>> {
        let bytes = self.text.as_bytes();
        let at = blank_end(bytes, self.at);
        if *bytes.get(at)? == b'}' {
            self.ended = true;
            return (at + 1 == bytes.len()).then_some(None);
        }
        let name_end = text_end(bytes, at)?;
        let colon = blank_end(bytes, name_end);
        if *bytes.get(colon)? != b':' {
            return None;
        }
        let start = blank_end(bytes, colon + 1);
        let end = value_end(bytes, start)?;
        let after = blank_end(bytes, end);
        self.at = match bytes.get(after)? {
            b',' if *bytes.get(blank_end(bytes, after + 1))? == b'"' => after + 1,
            b'}' => after,
            _ => return None,
        };
        Some(Some((self.text.get(at + 1..name_end - 1)?, Raw(self.text.get(start..end)?))))
    }
}

fn blank_end(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
        at += 1;
    }
    at
}

/// The end of the text whose quote is at `at`.
fn text_end(bytes: &[u8], at: usize) -> Option<usize> {
    if *bytes.get(at)? != b'"' {
        return None;
    }
    let mut at = at + 1;
    loop {
        at = quote_or_backslash(bytes, at)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The first quote or backslash from `at` on, eight bytes at a time: most texts are short.
fn quote_or_backslash(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // The lowest bit that is set is in the first byte that is zero.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(*chunk);
        let found = zeros(word ^ (ONES * u64::from(b'"'))) | zeros(word ^ (ONES * u64::from(b'\\')));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    bytes.get(at..)?.iter().position(|byte| matches!(byte, b'"' | b'\\')).map(|found| at + found)
}

/// The end of the value that begins at `at`: brackets and texts are passed over whole.
fn value_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let (start, mut depth) = (at, 0u32);
    loop {
        match bytes.get(at)? {
            b'"' => at = text_end(bytes, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => return (at > start).then_some(at),
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn members(text: &str) -> Vec<(&str, &str)> {
        Raw::of(text).members().map(|(name, value)| (name, value.json())).collect()
    }

    #[test]
    fn members_are_told_apart_without_reading_their_values() {
        let text = r#" {"a":1, "b" : {"c":[1,"}"]} ,"d":"x\"y","e":null,"f":true,"a":-2e3} "#;
        let all = [("a", "1"), ("b", r#"{"c":[1,"}"]}"#), ("d", r#""x\"y""#), ("f", "true"), ("a", "-2e3")];
        assert_eq!(members(text), all);
        let object = Raw::of(text);
        assert_eq!(object.member("a").and_then(Raw::digits), Some("-2e3"));
        assert_eq!(object.member("d").and_then(Raw::text), Some(r#"x\"y"#));
        assert!(object.member("b").is_some_and(Raw::is_object));
        assert_eq!((members("{}"), members("[1]"), members("7")), (vec![], vec![], vec![]));
    }

    #[test]
    fn what_cannot_be_told_apart_is_no_json_where_it_is_copied() {
        for text in
            ["{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":}", "{a:1}", "{\"a\":1,}", "{\"a\":1}}", "{\"a\":\"x}"]
        {
            assert_eq!(members(text).last(), Some(&("", "!")), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_json_is_told_apart(members: Vec<(String, i32, String)>) {
            let mut object = serde_json::Map::new();
            for (name, number, text) in members {
                object.insert(name, serde_json::json!({"n": number, "t": [text, {}]}));
            }
            let text = serde_json::to_string(&object).unwrap();
            let copied: Vec<_> = Raw::of(&text).members().map(|(name, value)| format!("\"{name}\":{}", value.json())).collect();
            prop_assert_eq!(format!("{{{}}}", copied.join(",")), text);
        }

        #[test]
        fn whatever_comes_ends(text in r#"[\{\}\[\]",:\\ a1n]{0,40}"#) {
            let _ = Raw::of(&text).members().count();
        }
    }
}
