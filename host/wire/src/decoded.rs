//! What a body becomes.

use crate::{reports::Delivered, sentry::Summary};
use sluice_event::Batch;

/// What a body says.
#[derive(Debug)]
pub struct Decoded {
    /// The events. Boxed because a batch is large and is moved often.
    pub batch: Box<Batch>,
    /// What an envelope of Sentry says beside them.
    pub sentry: Option<Box<Summary>>,
    /// By what to know its reports when they are delivered again.
    pub delivered: Vec<Delivered>,
    /// Whether its report is to be read again later.
    pub is_later: bool,
}
