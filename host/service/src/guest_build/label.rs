/// Longest name or version: both stand in every line that the filter has redacted.
const MAX_LENGTH: usize = 64;

/// What a component says that it is, so that receipts, metrics and logs can name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The crate's name, such as `redact-pii`.
    pub name: String,
    /// The crate's version, in the characters of <https://semver.org>.
    pub version: String,
}

/// Why a crate's name or version cannot be a label.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// Characters or length.
    #[error("the name must be 1 to {MAX_LENGTH} ascii letters, digits, dashes or underscores")]
    Name,
    /// Characters or length.
    #[error("the version must be 1 to {MAX_LENGTH} ascii letters, digits, dots, dashes or pluses")]
    Version,
}

impl Label {
    pub(super) fn checked(self) -> Result<Label, LabelError> {
        let made_of = |text: &str, others: &[u8]| {
            (1..=MAX_LENGTH).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
        };
        if !made_of(&self.name, b"-_") {
            return Err(LabelError::Name);
        }
        if !made_of(&self.version, b".-+") {
            return Err(LabelError::Version);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str, version: &str) -> Result<Label, LabelError> {
        Label { name: name.into(), version: version.into() }.checked()
    }

    #[test]
    fn names_and_versions_of_crates_are_labels() {
        assert!(label("redact-pii_2", "1.0.0-rc.1+5").is_ok());
    }

    #[test]
    fn a_label_that_could_break_a_line_is_refused() {
        for name in ["", "r\u{e4}ge", "a b", "a\"b", &"a".repeat(MAX_LENGTH + 1)] {
            assert!(matches!(label(name, "1.0.0"), Err(LabelError::Name)), "{name}");
        }
        assert!(matches!(label("a", "1 \n"), Err(LabelError::Version)));
    }
}
