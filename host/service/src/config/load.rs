//! From a file and variables to settings, with every mistake in either.

use super::checks::{mistakes, ranges, server_mistakes};
use super::sections::{chain, server, tenants::pages};
use super::setting_sources::SettingSources;
use super::settings::Config;
use super::{environment, memory_plan, read};
use crate::memory::limit::MemoryLimit;
use sluice_identity::is_contact_center_id;
use std::path::Path;

/// All that is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
#[error("{} in {file}:\n{}", count(mistakes), list(mistakes))]
pub struct ConfigError {
    /// The file, or `the environment`.
    pub file: String,
    /// One text each.
    pub mistakes: Vec<String>,
}

impl ConfigError {
    /// With more of the mistakes than a log gets.
    #[must_use]
    pub(crate) fn when_asked(&self) -> String {
        let Self { file, mistakes } = self;
        format!("{} in {file}:\n{}", count(mistakes), indented(mistakes::listed_when_asked(mistakes)))
    }
}

fn count(mistakes: &[String]) -> String {
    match mistakes.len() {
        1 => "1 mistake".to_owned(),
        n => format!("{n} mistakes"),
    }
}

fn list(mistakes: &[String]) -> String {
    indented(mistakes::listed(mistakes))
}

fn indented(mistakes: Vec<String>) -> String {
    mistakes.iter().map(|mistake| format!("  - {mistake}")).collect::<Vec<_>>().join("\n")
}

fn text_of(file: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(file).map_err(|error| ConfigError {
        file: file.display().to_string(),
        mistakes: vec![format!("reading the file: {error}")],
    })
}

impl Config {
    /// Reads a file, then variables, those of the process for a start, and makes defaults fit the memory of the process.
    ///
    /// # Errors
    /// With every mistake found in either.
    pub fn load(file: &Path, variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        Self::read(&text_of(file)?, file, variables, MemoryLimit::of_process(), None)
    }

    /// The same, with where each setting comes from.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_with_sources(
        file: &Path,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<(Self, SettingSources), ConfigError> {
        let mut sources = SettingSources::default();
        let memory = MemoryLimit::of_process();
        let config = Self::read(&text_of(file)?, file, variables, memory, Some(&mut sources))?;
        Ok((config, sources))
    }

    /// Reads the text of a file; relative paths in it start from the file's directory. Memory is what `memory.limit_bytes` says.
    ///
    /// # Errors
    /// With every mistake found.
    pub fn parse(
        text: &str,
        file: &Path,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        Self::read(text, file, variables, None, None)
    }

    fn read(
        text: &str,
        file: &Path,
        variables: impl Iterator<Item = (String, String)>,
        memory: Option<MemoryLimit>,
        sources: Option<&mut SettingSources>,
    ) -> Result<Self, ConfigError> {
        let mut mistakes = Vec::new();
        let table = read::table(text, &mut mistakes);
        let is_toml = table.is_some();
        let table = table.unwrap_or_default();
        let mut config = read::sections(table.clone(), &mut mistakes);
        config.text_digest = blake3::hash(text.as_bytes()).into();
        environment::apply(&mut config, variables, &mut mistakes);
        config.resolve_paths(file.parent().unwrap_or(Path::new(".")));
        if let Some(sources) = sources {
            *sources = SettingSources::before_fitting(&table, &config);
        }
        memory_plan::fit(&mut config, &table, memory, &mut mistakes);
        // Of a text that is no TOML nothing is known: what would be missing in it may be there.
        if is_toml {
            config.check(&mut mistakes);
        }
        let mistakes: Vec<_> = mistakes.into_iter().map(|mistake| config.variables.named(mistake)).collect();
        if mistakes.is_empty() { Ok(config) } else { Err(ConfigError { file: file.display().to_string(), mistakes }) }
    }

    /// What no single key shows.
    fn check(&self, mistakes: &mut Vec<String>) {
        let unread = mistakes.iter().any(|mistake| mistake.starts_with("auth.url:"));
        if self.body.max_line_bytes < 2048 {
            mistakes.push("body.max_line_bytes: an envelope with its receipts needs at least 2048".to_owned());
        }
        if self.body.max_decompressed_bytes < self.body.max_bytes {
            mistakes.push("body.max_decompressed_bytes: less than body.max_bytes".to_owned());
        }
        if self.body.max_decompressed_bytes > 256 << 20 {
            mistakes.push("body.max_decompressed_bytes: at most 268435456 (256 MiB)".to_owned());
        }
        if self.body.max_decompression_ratio == 0 {
            mistakes.push("body.max_decompression_ratio: at least 1".to_owned());
        }
        mistakes.extend(ranges::mistakes(self));
        mistakes.extend(self.lines.mistakes());
        mistakes.extend(self.guard.mistakes());
        mistakes.extend(server::level_mistake(&self.log.level).map(|mistake| format!("log.level: {mistake}")));
        mistakes.extend(server_mistakes::of(&self.server));
        mistakes.extend(pages::shared_page_mistakes(&self.cors));
        mistakes
            .extend(self.auth.problems().into_iter().filter(|problem| !(unread && problem.starts_with("auth.url:"))));
        mistakes.extend(self.contracts.mistakes());
        mistakes.extend(self.pool.mistakes());
        mistakes.extend(self.registry.mistakes());
        mistakes.extend(chain::mistakes("edge.", &self.edge.filters));
        mistakes.extend(chain::mistakes("default.", &self.default.filters));
        if ["edge", "default"].iter().any(|&chain| self.tenants.contains_key(chain)) {
            mistakes.push("tenants: `edge` and `default` are names of chains and cannot be tenants".to_owned());
        }
        for (id, tenant) in &self.tenants {
            if !is_contact_center_id(id) {
                mistakes.push(format!(
                    "tenants.{id:?}: is not a contact center id, as in \"9350e2fc-a1dd-4c65-8d40-1f75a2e080dd\""
                ));
            }
            mistakes.extend(tenant.page_mistakes(&format!("tenants.{id:?}.")));
            mistakes.extend(tenant.import_mistakes(&format!("tenants.{id:?}.")));
            mistakes.extend(chain::mistakes(&format!("tenants.{id:?}."), &tenant.filters));
            mistakes.extend(tenant.limits.mistakes(&format!("tenants.{id:?}.limits.")));
        }
    }
}
