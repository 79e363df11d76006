use serde::Deserialize;
use sluice_filter::{Event, Pattern, Scanner, diagnostics::Counter};
use std::collections::BTreeMap;

/// Built-in expressions: path and what fits the text there.
const EXTENSIONS: &str = r"(?i)\b(?:chrome|moz|safari|safari-web|ms-browser)-extension://";

/// What an event has to be for a rule to fit: all that is said here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RuleSettings {
    /// One of these kinds.
    kinds: Vec<String>,
    /// One of these levels.
    levels: Vec<String>,
    /// One of these names.
    names: Vec<String>,
    /// Texts that expressions match, by path.
    texts: BTreeMap<String, String>,
}

/// A rule that is ready to use.
pub(crate) struct Rule {
    settings: RuleSettings,
    texts: Vec<(String, Scanner)>,
    dropped: Counter,
}

/// What every site has.
pub(crate) fn built_in() -> BTreeMap<String, RuleSettings> {
    let text = |path: &str, expression: &str| RuleSettings {
        texts: BTreeMap::from([(path.to_owned(), expression.to_owned())]),
        ..RuleSettings::default()
    };
    let rules = [
        // Says that a page has laid itself out twice; every browser reports it, and no page can help it.
        ("resize_observer", text("/message", r"^(?:Uncaught )?(?:Error: )?ResizeObserver loop ")),
        // An error in a script of another origin, of which browsers tell nothing.
        ("script_error", text("/message", r"^(?:Uncaught )?Script error\.?$")),
        ("extensions", text("/attributes/stack", EXTENSIONS)),
        ("debug", RuleSettings { levels: vec!["debug".into(), "trace".into()], ..RuleSettings::default() }),
    ];
    rules.into_iter().map(|(name, rule)| (name.to_owned(), rule)).collect()
}

impl Rule {
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn new(name: &str, settings: RuleSettings) -> Result<Rule, String> {
        let wrong = |what: String| format!("rules.{name}: {what}");
        let RuleSettings { kinds, levels, names, texts } = &settings;
        if kinds.is_empty() && levels.is_empty() && names.is_empty() && texts.is_empty() {
            return Err(wrong("fits every event; say kinds, levels, names or texts".into()));
        }
        let texts = texts.iter().map(|(path, expression)| {
            if !path.starts_with('/') {
                return Err(wrong(format!("{path:?} is not a json pointer; they look like \"/message\"")));
            }
            let pattern = Pattern::regex("noise", expression.as_str());
            let scanner = Scanner::compile(&[pattern]).map_err(|error| wrong(format!("texts.{path:?}: {error}")))?;
            Ok((path.clone(), scanner))
        });
        Ok(Rule {
            texts: texts.collect::<Result<_, String>>()?,
            dropped: Counter::declare(&format!("noise_{name}")).map_err(wrong)?,
            settings,
        })
    }

    pub(crate) fn fits(&self, event: &Event<'_>) -> bool {
        let RuleSettings { kinds, levels, names, .. } = &self.settings;
        let is_one_of = |all: &[String], path: &str| {
            all.is_empty() || event.text(path).is_some_and(|text| all.iter().any(|it| it.eq_ignore_ascii_case(&text)))
        };
        let matches =
            |(path, scanner): &(String, Scanner)| event.text(path).is_some_and(|text| !scanner.find(&text).is_empty());
        is_one_of(kinds, "/kind")
            && is_one_of(levels, "/level")
            && is_one_of(names, "/name")
            && self.texts.iter().all(matches)
    }

    pub(crate) fn count(&self) {
        self.dropped.add(1);
    }
}
