//! `sluice filter inspect FILE`.

use crate::commands::{
    exit::Exit,
    terminal::{harmless, print, say},
};
use serde_json::Value;
use sluice_sandbox::{inspect_file, sections, test_case::embedded};
use std::path::PathBuf;

/// The command line of `filter inspect`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component
    #[arg(value_name = "FILE.wasm")]
    component: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints what the component says of itself and what it imports.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let found = match inspect_file(&arguments.component) {
        Ok(found) => found,
        Err(refusal) => {
            say(format!("{}: {refusal}", arguments.component.display()));
            return Exit::Filter;
        }
    };
    let wasm = std::fs::read(&arguments.component).unwrap_or_default();
    let carried = Carried::of(&wasm);
    if arguments.json {
        let mut all = serde_json::json!(found);
        all["made"] = carried.made.into();
        all["settings_schema"] = carried.schema;
        all["cases"] = carried.cases.into();
        print(all);
        return Exit::Good;
    }
    let unnamed = || "(not said)".to_owned();
    print(format!("name     {}", found.name.clone().unwrap_or_else(unnamed)));
    print(format!("version  {}", found.version.clone().unwrap_or_else(unnamed)));
    print(format!("size     {} bytes", found.bytes));
    print(format!("memory   {} bytes at the start", found.memory_bytes));
    print(format!("names    {}", if found.has_names { "a failure can name the function" } else { "none" }));
    print(format!("made     {}", carried.made.unwrap_or_else(unnamed)));
    print(format!("cases    {}", carried.cases.join(", ")));
    print(format!("settings {}", if carried.schema.is_null() { "no schema" } else { "a schema, shown with --json" }));
    for import in &found.imports {
        print(format!("imports  {import}"));
    }
    Exit::Good
}

/// What a component brings beside its code. Texts of its author are made harmless for a terminal.
struct Carried {
    /// The language and the version of the SDK.
    made: Option<String>,
    schema: Value,
    cases: Vec<String>,
}

impl Carried {
    fn of(wasm: &[u8]) -> Self {
        let json = |section: &str| -> Value {
            sections::find(wasm, section).and_then(|data| serde_json::from_slice(data).ok()).unwrap_or_default()
        };
        let build = json(sections::BUILD_SECTION);
        let text = |name: &str| build[name].as_str().map(|text| harmless(text, 64));
        let made = text("language").zip(text("sdk")).map(|(language, sdk)| format!("in {language}, SDK {sdk}"));
        let cases = embedded::unpack(wasm).unwrap_or_default().iter().map(|case| harmless(&case.name, 100)).collect();
        Self { made, schema: json(sections::SCHEMA_SECTION), cases }
    }
}
