use crate::batch::Batch;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a filter is: settings, a state that is made of them once, and work on each batch.
pub trait Filter: Sized + 'static {
    /// The filter's settings, read from JSON. `{}` stands for none given, so every member should have a default.
    /// Deny unknown fields: a misspelt setting of a redaction is a leak.
    type Settings: DeserializeOwned;

    /// Makes the filter, once, when it is loaded. The only place where [`Scanner`](crate::Scanner)s are compiled, and where
    /// [`Rule`](crate::Rule)s, [`Counter`](crate::diagnostics::Counter)s and
    /// [`Histogram`](crate::diagnostics::Histogram)s are declared.
    ///
    /// # Errors
    /// What is wrong with the settings and what would be right: the filter is not loaded, and this is shown as the reason.
    fn configure(settings: Self::Settings) -> Result<Self, String>;

    /// Works on one batch, in a sandbox of its own.
    ///
    /// # Errors
    /// The filter has failed on this batch: none of its edits count, and the operator's failure policy holds (the
    /// content is withheld, the filter is skipped, or the request is refused). `sluice filter test` shows the text; a
    /// service writes it nowhere, since it may hold content of the batch.
    fn process(&self, batch: &Batch) -> Result<(), String>;

    /// Does once, on a sample batch, what each request would otherwise repeat: caches fill and memory grows before the
    /// snapshot is taken. As it stands it processes the sample three times and ignores errors; what it changes in the
    /// batch goes nowhere.
    fn warm_up(&self, batch: &Batch) {
        for _ in 0..3 {
            let _ = self.process(batch);
        }
    }
}

/// For a filter that has nothing to set: any setting is an error.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoSettings {}
