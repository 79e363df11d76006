//! A filter without one of its edits, for its author.

use std::sync::Arc;

use super::chain_settings::DisabledEdit;
use crate::{
    artifact::loaded_filter::LoadedFilter,
    load::{error::Refusal, filter_scanner::FilterScanner, stage::Stage},
    run::state::run_config,
};
use sluice_event::RuleId;

/// Its scanners, without the patterns of a rule that is disabled.
pub(super) fn scanners(
    loaded: &LoadedFilter,
    disabled: Option<DisabledEdit<'_>>,
) -> Result<Arc<[FilterScanner]>, Refusal> {
    let Some(DisabledEdit::Rule(rule)) = disabled else { return Ok(Arc::clone(&loaded.scanners)) };
    let scanners = loaded.scanners.iter().map(|scanner| scanner.without_rule(rule)).collect::<Result<_, _>>();
    scanners.map_err(|error| Refusal::from_error(Stage::Prepare, "disabling a rule of its scanners", &error))
}

/// The edit by the number of its rule. None if the filter has no such rule.
pub(super) fn by_number(disabled: DisabledEdit<'_>, rules: &[String]) -> Option<run_config::DisabledEdit> {
    Some(match disabled {
        DisabledEdit::Drop => run_config::DisabledEdit::Drop,
        DisabledEdit::Rule(name) => {
            let number = rules.iter().position(|rule| rule == name)?;
            run_config::DisabledEdit::Rule(RuleId(u32::try_from(number).ok()?))
        }
    })
}
