//! Paths in a configuration.

use super::sections::chain;
use super::settings::Config;
use std::path::Path;

impl Config {
    /// Paths in the file start from the file's directory.
    pub(super) fn resolve_paths(&mut self, base: &Path) {
        self.store.directory = base.join(&self.store.directory);
        if let Some(tls) = &mut self.server.tls {
            tls.certificate_file = base.join(&tls.certificate_file);
            tls.key_file = base.join(&tls.key_file);
        }
        self.registry.resolve_paths(base);
        let files = [
            &mut self.auth.ca_file,
            &mut self.pseudonyms.key_file,
            &mut self.reload.tenants_directory,
            &mut self.map.file,
        ];
        for file in files.into_iter().chain([&mut self.store.prebuilt_directory]).flatten() {
            *file = base.join(&*file);
        }
        chain::resolve(&mut self.edge.filters, base);
        chain::resolve(&mut self.default.filters, base);
        for tenant in self.tenants.values_mut() {
            chain::resolve(&mut tenant.filters, base);
        }
    }
}
