//! Places for connections: so many in all, and a share of them for each peer that is not trusted.
//!
//! Where none is free, the connection goes that has done least: those that have never sent a byte first, then those whose last
//! request is longest ago. None goes that has a request in flight. It is one of the peer that has most connections, if these are
//! more than a browser opens: otherwise whoever opens connections faster than they are read would displace those that have just
//! come.

mod idlest;
mod place;
mod table;
mod taken;

pub(super) use place::{Place, Places};
pub use table::MAX_LEAVING_FOR_OTHERS;
