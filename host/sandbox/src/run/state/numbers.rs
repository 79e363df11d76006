//! Rules and scanners: a guest declares them in `configure`, and passes their numbers afterwards.

use super::{
    run_config::{DisabledEdit, RunConfig},
    run_state::{Phase, RunState},
};
use crate::{
    load::{declared::DeclaredNames, filter_scanner::FilterScanner, warm_up_batch},
    run::result::outcome::Outcome,
};
use sluice_event::RuleId;

impl RunState {
    /// Declares names, which is allowed in `configure` only. The error is for the filter's author.
    pub(crate) fn declare<T>(
        &mut self,
        what: &str,
        declare: impl FnOnce(&mut DeclaredNames) -> Result<T, String>,
    ) -> Result<T, String> {
        if self.phase != Phase::Configure {
            return Err(format!("{what} in `configure` only"));
        }
        let before = self.declared.rules.len();
        let made = declare(&mut self.declared);
        if self.declared.rules.len() > before {
            self.batch.begin(warm_up_batch::filter_name(&self.declared.rules));
        }
        made
    }

    /// The rule with a number that the guest has passed.
    pub(crate) fn find_rule(&mut self, number: u32) -> wasmtime::Result<RuleId> {
        let rule = RuleId(number);
        if self.batch.has_rule(rule) {
            return Ok(rule);
        }
        Err(self.stop(Outcome::Trap, "no such rule: declare it in `configure`, with `redact.declare-rule`"))
    }

    /// Whether edits under a rule are not made.
    pub(crate) fn is_disabled(&self, rule: RuleId) -> bool {
        self.config.disabled == Some(DisabledEdit::Rule(rule))
    }

    /// The scanner with a number that the guest has passed.
    pub(crate) fn find_scanner(&mut self, number: u32) -> wasmtime::Result<FilterScanner> {
        match scanner(&self.config, &self.compiled_scanners, number) {
            Some(scanner) => Ok(scanner.clone()),
            None => Err(self.stop_without_scanner()),
        }
    }

    /// Ends the run if there is no scanner with a number that the guest has passed.
    pub(crate) fn check_scanner(&mut self, number: u32) -> wasmtime::Result<()> {
        match scanner(&self.config, &self.compiled_scanners, number) {
            Some(_) => Ok(()),
            None => Err(self.stop_without_scanner()),
        }
    }

    #[cold]
    fn stop_without_scanner(&mut self) -> wasmtime::Error {
        self.stop(Outcome::Trap, "no such scanner: compile it in `configure`")
    }
}

/// The scanner with this number, of those that the filter was loaded with or that `configure` has compiled.
pub(crate) fn scanner<'a>(
    config: &'a RunConfig,
    compiled: &'a [FilterScanner],
    number: u32,
) -> Option<&'a FilterScanner> {
    let index = number as usize;
    config.scanners.get(index).or_else(|| compiled.get(index))
}
