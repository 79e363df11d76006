//! Reports of browsers: what is delivered again after its reply was lost, what comes in hundreds, and what nobody wants.

mod claim;
mod recent;
mod switched_off;
mod table;

pub use claim::Claim;
pub use recent::RecentReports;
pub use switched_off::switched_off;
