//! What may be chosen about a build.

use std::path::PathBuf;

/// What may be chosen about a build.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Where the component goes. Otherwise `filters/NAME.wasm` in the target folder of the filter's workspace.
    pub output: Option<PathBuf>,
    /// Where intermediate results go. Otherwise `guests` in the target folder of the filter's workspace.
    pub target_dir: Option<PathBuf>,
    /// Shows what cargo shows.
    pub verbose: bool,
}
