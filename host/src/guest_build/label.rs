//! The name and version that a component carries, so that receipts and metrics can name it.

use serde::{Deserialize, Serialize};
use wasmparser::{Parser, Payload};

/// The custom section of a component that holds its [`Label`] as JSON.
pub const SECTION: &str = "sluice:filter";

/// Longest name or version: both stand in every line that the filter has redacted.
const MAX_LENGTH: usize = 64;

/// What a filter is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The crate's name: letters, digits, dashes and underscores, such as `redact-pii`.
    pub name: String,
    /// The crate's version, in the characters of <https://semver.org>.
    pub version: String,
}

/// Why a label cannot be used. Never holds the label: components come from outside.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// Characters or length.
    #[error("the name must be 1 to {MAX_LENGTH} ascii letters, digits, dashes or underscores")]
    Name,
    /// Characters or length.
    #[error("the version must be 1 to {MAX_LENGTH} ascii letters, digits, dots, dashes or pluses")]
    Version,
    /// Not the JSON that it should be, or more than one section.
    #[error("the section `{SECTION}` must be there once, as {{\"name\": …, \"version\": …}}")]
    Section,
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

/// The label of a component, none if it carries none. Reads no further than the top level, and stops without a label
/// where the bytes are no component: whether they are one is for the validator to say.
///
/// # Errors
/// [`LabelError`], if there is a label that cannot be used.
pub fn read_label(component: &[u8]) -> Result<Option<Label>, LabelError> {
    let mut found = None;
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(component) {
        match payload {
            Ok(Payload::ModuleSection { .. } | Payload::ComponentSection { .. }) => depth += 1,
            Ok(Payload::End(_)) => depth = depth.saturating_sub(1),
            Ok(Payload::CustomSection(section)) if depth == 0 && section.name() == SECTION => {
                let label: Label = serde_json::from_slice(section.data()).map_err(|_| LabelError::Section)?;
                if found.replace(label.checked()?).is_some() {
                    return Err(LabelError::Section);
                }
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{Component, CustomSection};

    fn component(sections: &[&str]) -> Vec<u8> {
        let mut component = Component::new();
        for data in sections {
            component.section(&CustomSection { name: SECTION.into(), data: data.as_bytes().into() });
        }
        component.finish()
    }

    #[test]
    fn a_label_is_read_back() {
        let label = read_label(&component(&[r#"{"name":"redact-pii","version":"1.0.0-rc.1+5"}"#])).unwrap();
        assert_eq!(label, Some(Label { name: "redact-pii".into(), version: "1.0.0-rc.1+5".into() }));
    }

    #[test]
    fn a_component_without_a_label_has_none() {
        assert_eq!(read_label(&component(&[])).unwrap(), None);
        assert_eq!(read_label(b"\0asm").unwrap(), None);
    }

    #[test]
    fn a_label_that_could_forge_a_line_or_a_metric_is_refused() {
        for bad in [
            r#"{"name":"a\n{\"x\":1}","version":"1"}"#,
            r#"{"name":"","version":"1"}"#,
            r#"{"name":"a","version":"1 \" "}"#,
            r#"{"name":"a","version":"1","tenant":"b"}"#,
            "{",
        ] {
            assert!(read_label(&component(&[bad])).is_err(), "{bad}");
        }
        let long = format!(r#"{{"name":"{}","version":"1"}}"#, "a".repeat(MAX_LENGTH + 1));
        assert!(read_label(&component(&[&long])).is_err());
        let twice = r#"{"name":"a","version":"1"}"#;
        assert!(read_label(&component(&[twice, twice])).is_err());
    }

    #[test]
    fn a_label_inside_a_nested_module_does_not_count() {
        let mut inner = wasm_encoder::Module::new();
        inner.section(&CustomSection { name: SECTION.into(), data: br#"{"name":"a","version":"1"}"#.into() });
        let mut outer = Component::new();
        outer.section(&wasm_encoder::ModuleSection(&inner));
        assert_eq!(read_label(&outer.finish()).unwrap(), None);
    }
}
