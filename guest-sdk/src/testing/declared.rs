//! Names that filters declare, by number: on one thread, those of all its filters together.

#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// The number of a name, new or known.
    pub(super) fn declare(&mut self, name: &str, is_name: fn(&str) -> bool) -> Result<u32, String> {
        if !is_name(name) {
            return Err(format!("declare {name:?}: the name has other characters, or another length"));
        }
        let known = self.0.iter().position(|known| known == name);
        Ok(known.unwrap_or_else(|| {
            self.0.push(name.into());
            self.0.len() - 1
        }) as u32)
    }

    pub(super) fn of(&self, number: u32) -> &str {
        let missing = "this name was not declared on this thread: configure and run a filter on the same one";
        self.0.get(number as usize).unwrap_or_else(|| panic!("{missing}"))
    }
}

pub(super) fn is_rule_name(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

pub(super) fn is_metric_name(name: &str) -> bool {
    let shape = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=48).contains(&name.len()) && name.bytes().all(shape)
}
