//! How large the parts of a tenant's file may be. Looked at before anything is made of them: what a list costs grows with it.

use super::mistakes::shortened;
use crate::config::sections::ceiling::CeilingConfig;
use toml::{Table, Value};

/// Every list, table and text that is larger than `[ceiling]` allows, each with its key, its size and the limit.
pub(crate) fn mistakes(file: &Table, ceiling: &CeilingConfig) -> Vec<String> {
    let mut sizes = Sizes { ceiling, mistakes: Vec::new() };
    sizes.table("", file);
    sizes.mistakes
}

struct Sizes<'a> {
    ceiling: &'a CeilingConfig,
    mistakes: Vec<String>,
}

impl Sizes<'_> {
    fn table(&mut self, place: &str, table: &Table) {
        if !self.fits(place, table.len(), self.ceiling.entries, "entries", "entries") {
            return;
        }
        for (key, value) in table {
            let key_place = if place.is_empty() { shortened(key) } else { format!("{place}.{}", shortened(key)) };
            self.text(&format!("the key {key_place}"), key);
            // A filter's settings are the filter's; they are bounded by the size of the file.
            let is_settings = key == "config" && place.starts_with("filters[");
            if !is_settings {
                self.value(&key_place, value);
            }
        }
    }

    fn value(&mut self, place: &str, value: &Value) {
        match value {
            Value::Table(table) => self.table(place, table),
            Value::Array(list) => {
                let (most, key) = match place {
                    "filters" => (self.ceiling.filters, "filters"),
                    "publishable_keys" => (self.ceiling.keys, "keys"),
                    _ => (self.ceiling.entries, "entries"),
                };
                if self.fits(place, list.len(), most, key, key) {
                    list.iter()
                        .enumerate()
                        .for_each(|(number, value)| self.value(&format!("{place}[{number}]"), value));
                }
            }
            Value::String(text) => self.text(place, text),
            _ => {}
        }
    }

    fn text(&mut self, place: &str, text: &str) {
        self.fits(place, text.len(), self.ceiling.text_bytes, "bytes", "text_bytes");
    }

    fn fits(&mut self, place: &str, size: usize, most: usize, what: &str, key: &str) -> bool {
        if size > most {
            let place = if place.is_empty() { "the file".to_owned() } else { shortened(place) };
            self.mistakes.push(format!("{place}: {size} {what}: the operator allows {most} (`ceiling.{key}`)"));
        }
        size <= most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        mistakes(&text.parse().expect("TOML"), &CeilingConfig::default())
    }

    #[test]
    fn a_list_that_is_too_long_is_named_with_its_length_and_the_limit() {
        let list = |key: &str, length: usize| format!("{key} = {:?}", vec!["a"; length]);
        for key in ["origins", "domains", "routes.'/collect'.origins", "fairness"] {
            assert!(of(&list(key, 100)).is_empty(), "{key}");
        }
        assert_eq!(of(&list("origins", 101)), ["origins: 101 entries: the operator allows 100 (`ceiling.entries`)"]);
        let allow = format!("[[filters]]\n{}", list("allow", 200));
        assert_eq!(of(&allow), ["filters[0].allow: 200 entries: the operator allows 100 (`ceiling.entries`)"]);
        let routes: String = (0..101).map(|number| format!("[routes.'/{number}']\n")).collect();
        assert_eq!(of(&routes), ["routes: 101 entries: the operator allows 100 (`ceiling.entries`)"]);
        let filters = |count: usize| "[[filters]]\nname = 'f'\n".repeat(count);
        assert!(of(&filters(16)).is_empty());
        assert_eq!(of(&filters(200)), ["filters: 200 filters: the operator allows 16 (`ceiling.filters`)"]);
        let keys: String = (0..60_000).map(|number| format!("a{number}=1\n")).collect();
        assert_eq!(of(&keys), ["the file: 60000 entries: the operator allows 100 (`ceiling.entries`)"]);
    }

    #[test]
    fn a_text_that_is_too_long_is_named_and_not_quoted() {
        let long = "x".repeat(100_000);
        for text in [format!("name = '{long}'"), format!("{long} = 1"), format!("routes.{long}.origins = ['{long}']")] {
            let mistakes = of(&text);
            assert!(!mistakes.is_empty() && mistakes.iter().all(|mistake| mistake.len() < 2_000), "{mistakes:?}");
        }
        assert_eq!(
            of(&format!("name = '{long}'")),
            ["name: 100000 bytes: the operator allows 512 (`ceiling.text_bytes`)"]
        );
    }

    #[test]
    fn what_is_handed_to_a_filter_is_bounded_by_the_file_alone() {
        let settings = format!("[[filters]]\nconfig = {{ names = {:?} }}", vec!["a"; 5_000]);
        assert!(of(&settings).is_empty());
    }
}
