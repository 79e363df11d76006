//! `[promotion]`: when a candidate may replace a filter, and when it goes back.

use serde::{Deserialize, Serialize};

/// The operator's bounds for candidates: `[promotion]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PromotionConfig {
    /// The share of compared batches in which a candidate may leave something that its filter takes away. By default
    /// none: what a new version no longer redacts should be somebody's decision.
    pub max_fewer: f64,
    /// Batches on which a component has to have been compared before it replaces another. By default, a component that
    /// was no candidate may replace another, as one without candidates always could.
    pub batches: u64,
    /// Minutes for which a promoted filter is on probation; 0 for none.
    pub minutes: u64,
    /// The share of runs on probation that may fail. A filter that fails more often goes back; the breaker alone would
    /// have its batches withheld.
    pub max_failures: f64,
}

impl Default for PromotionConfig {
    fn default() -> Self {
        Self { max_fewer: 0.0, batches: 0, minutes: 10, max_failures: 0.01 }
    }
}

impl PromotionConfig {
    /// Everything that is wrong with it.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let shares = [("max_fewer", self.max_fewer), ("max_failures", self.max_failures)];
        let wrong = shares.iter().filter(|(_, share)| !(0.0..=1.0).contains(share));
        wrong.map(|(key, share)| format!("`promotion.{key}` is a share: 0 to 1, not {share}")).collect()
    }
}
