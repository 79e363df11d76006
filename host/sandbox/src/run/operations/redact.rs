//! Dropping events and replacing values.

use crate::run::state::{run_config::DisabledEdit, run_state::RunState};

/// Drops an event.
pub(crate) fn drop_event(run: &mut RunState, event: u32) -> wasmtime::Result<()> {
    if run.config.disabled != Some(DisabledEdit::Drop) {
        run.batch.drop_event(event);
    }
    run.check_edit_limits()
}

/// Removes what is at a path; whether there was anything.
pub(crate) fn remove(run: &mut RunState, event: u32, path: &str, rule: u32) -> wasmtime::Result<bool> {
    let rule = run.find_rule(rule)?;
    let found = !run.is_disabled(rule) && run.batch.remove(event, path, rule);
    run.check_edit_limits()?;
    Ok(found)
}

/// Replaces what is at a path by its keyed hash; whether there was anything.
pub(crate) fn pseudonymise(run: &mut RunState, event: u32, path: &str, rule: u32) -> wasmtime::Result<bool> {
    let rule = run.find_rule(rule)?;
    let key = run.context.key.as_ref().unwrap_or(&run.config.key);
    let found = !run.is_disabled(rule) && run.batch.pseudonymise(event, path, rule, key);
    run.check_edit_limits()?;
    Ok(found)
}
