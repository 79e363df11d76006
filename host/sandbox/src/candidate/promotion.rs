//! Whether a candidate may replace its filter.

use super::comparison::Comparison;
use crate::{
    load::{error::Refusal, stage::Stage},
    settings::promotion::PromotionConfig,
};

/// Why a candidate must not replace its filter yet. None if it may.
pub(crate) fn objection(comparison: &Comparison, config: &PromotionConfig) -> Option<String> {
    let (compared, fewer) = (comparison.compared(), comparison.fewer());
    if compared < config.batches {
        let wanted = config.batches;
        return Some(format!("was compared on {compared} batches, and {wanted} are wanted (`promotion.batches`)"));
    }
    (fewer as f64 > config.max_fewer * compared as f64).then(|| {
        let (most, where_to) = (config.max_fewer, comparison.describe_fewer());
        format!(
            "left something in {fewer} of {compared} batches that the filter in use takes away{where_to}; the most is a \
             share of {most} (`promotion.max_fewer`). Change the candidate, or the bound"
        )
    })
}

/// Checks whether a component may replace a filter. They were compared if it was the filter's candidate.
pub(crate) fn check(comparison: Option<&Comparison>, config: &PromotionConfig) -> Result<(), Refusal> {
    let objection = match comparison {
        Some(comparison) => objection(comparison, config),
        None if config.batches > 0 => {
            let wanted = config.batches;
            Some(format!("was no candidate, and {wanted} compared batches are wanted (`promotion.batches`)"))
        }
        None => None,
    };
    objection.map_or(Ok(()), |why| Err(Refusal::new(Stage::Promote, why)))
}
