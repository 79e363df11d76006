//! What may change while the service runs: chains, tenants, limits, origins. Built beside what serves, and swapped in one
//! step; what is wrong is refused, and what was there before goes on.

mod directory;
mod operator;
mod parallel;
mod reloader;
mod restart;
mod start_error;
mod status;
mod tenant_file;
mod test_cases;
mod watch;

pub use reloader::{Reload, Sources};
pub use start_error::StartError;
pub use status::{ChainStatus, LastReload, Problem, ReloadStatus, Report};
pub use watch::{Cause, Watch};
