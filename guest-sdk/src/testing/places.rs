//! Patterns of places for unit tests: JSON Pointers in which `*` is any one step, and `**` any number of them.

use serde_json::Value as Json;

#[derive(Clone, Default)]
pub(super) struct Places(Vec<Vec<String>>);

/// How far each pattern matches the steps so far: its number, and how many of its own steps are done.
#[derive(Clone)]
pub(super) struct Reached<'a> {
    places: &'a Places,
    done: Vec<(usize, usize)>,
}

impl Places {
    pub(super) fn compile(patterns: &[String]) -> Result<Places, String> {
        let steps = |pattern: &String| {
            let steps = pattern.strip_prefix('/').ok_or_else(|| format!("{pattern:?} is no pattern of a place"))?;
            Ok(steps.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect())
        };
        Ok(Places(patterns.iter().map(steps).collect::<Result<_, String>>()?))
    }

    pub(super) fn start(&self) -> Reached<'_> {
        Reached { places: self, done: (0..self.0.len()).map(|pattern| (pattern, 0)).collect() }.closed()
    }

    /// Removes what is in none of the places, but an event's time and kind; how many values there were.
    pub(super) fn remove_others(&self, event: &mut Json) -> u32 {
        let Json::Object(members) = event else { return 0 };
        let set_aside = ["time", "kind"].map(|name| members.remove_entry(name));
        let removed = self.start().remove_others(event);
        if let Json::Object(members) = event {
            members.extend(set_aside.into_iter().flatten());
        }
        removed
    }
}

impl Reached<'_> {
    pub(super) fn after(&self, step: &str) -> Self {
        let mut done = Vec::new();
        for (pattern, at) in self.done.iter().copied() {
            match self.places.0[pattern].get(at).map(String::as_str) {
                Some("**") => done.push((pattern, at)),
                Some(own) if own == "*" || own == step => done.push((pattern, at + 1)),
                _ => {}
            }
        }
        Reached { places: self.places, done }.closed()
    }

    pub(super) fn is_match(&self) -> bool {
        self.done.iter().any(|(pattern, at)| self.places.0[*pattern].len() == *at)
    }

    /// `**` also stands for no step.
    fn closed(mut self) -> Self {
        let mut next = 0;
        while let Some((pattern, at)) = self.done.get(next).copied() {
            if self.places.0[pattern].get(at).is_some_and(|step| step == "**") {
                self.done.push((pattern, at + 1));
            }
            next += 1;
        }
        self
    }

    fn leaves(&self, value: &mut Json, step: &str, removed: &mut u32) -> bool {
        let below = self.after(step);
        let is_left = below.is_match() || !below.done.is_empty() && (value.is_object() || value.is_array());
        *removed += if is_left { below.remove_others(value) } else { 1 };
        is_left
    }

    fn remove_others(&self, value: &mut Json) -> u32 {
        let mut removed = 0;
        match value {
            _ if self.is_match() => {}
            Json::Object(members) => members.retain(|name, value| self.leaves(value, name, &mut removed)),
            Json::Array(elements) => {
                let mut index = 0;
                elements.retain_mut(|element| {
                    index += 1;
                    self.leaves(element, &(index - 1).to_string(), &mut removed)
                });
            }
            _ => {}
        }
        removed
    }
}
