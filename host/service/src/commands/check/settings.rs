//! What each setting came to, and where from, as `sluice check` prints it.

use crate::commands::{open_files::OpenFiles, terminal::harmless};
use crate::config::{Config, Setting, SettingSource, SettingSources};

/// What is printed of a configuration beside whether it is good.
pub(super) struct Listing {
    /// Also what is at its default.
    pub(super) shows_all: bool,
    /// For `sluice dev`.
    pub(super) is_dev: bool,
}

impl Listing {
    /// One line for each setting and each tenant.
    pub(super) fn lines(&self, config: &Config, sources: &SettingSources, files: &OpenFiles) -> Vec<String> {
        let mut lines = match sources.settings(config) {
            Ok(settings) => settings
                .into_iter()
                .map(|setting| self.as_served(setting, files))
                .filter(|setting| self.shows(setting))
                .map(|setting| setting.to_string())
                .collect(),
            Err(error) => vec![format!("the settings cannot be shown: {error}")],
        };
        lines.extend(tenants(config, sources));
        if config.serves_every_contact_center() {
            lines.push(
                "agents of every contact center are served, because no tenant is configured \
                 (access.unknown_tenants is \"auto\")"
                    .to_owned(),
            );
        }
        lines.iter().map(|line| harmless(line, usize::MAX)).collect()
    }

    /// What a variable decides is shown, whatever its value.
    fn shows(&self, setting: &Setting) -> bool {
        let is_said_anyway = match setting.source {
            SettingSource::Default => true,
            SettingSource::File => setting.is_default,
            _ => false,
        };
        self.shows_all || !is_said_anyway
    }

    /// With what is decided after the configuration was read.
    fn as_served(&self, mut setting: Setting, files: &OpenFiles) -> Setting {
        match (setting.key.as_str(), files.connections()) {
            ("auth.url", _) if self.is_dev => setting.source = SettingSource::Dev,
            ("server.max_connections", Ok(connections)) if setting.value != connections => {
                (setting.value, setting.source) = (connections.into(), SettingSource::OpenFilesLimit);
            }
            _ => {}
        }
        setting
    }
}

/// `tenants."9350e2fc-…": 2 filters (file; name: TELEMETRY_CONFIG_TENANTS)`
fn tenants(config: &Config, sources: &SettingSources) -> impl Iterator<Item = String> {
    config.tenants.iter().map(|(id, tenant)| {
        let key = format!("tenants.{id:?}");
        let of_file = sources.is_in_file("tenants", id).then(|| "file".to_owned());
        let of_variables = [("name", "name"), ("origins", "origins and domains")].into_iter();
        let of_variables = of_variables.filter_map(|(name, what)| {
            let variable = config.variables.source_of(&format!("{key}.{name}"))?;
            Some(format!("{what}: {variable}"))
        });
        let from = of_file.into_iter().chain(of_variables).collect::<Vec<_>>().join("; ");
        let filters = match tenant.filters.len() {
            1 => "1 filter".to_owned(),
            count => format!("{count} filters"),
        };
        format!("{key}: {filters} ({from})")
    })
}
