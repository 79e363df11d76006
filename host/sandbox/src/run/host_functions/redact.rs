//! The interface `redact`: removing and masking.

use crate::run::{
    bindings::sluice::filter::{redact::Host, types::Span},
    operations::scan,
    replay::call::Call,
    state::run_state::RunState,
};

/// The number of spans in one call of `mask`. More markers would exceed the growth limit of an event, so with more
/// spans the whole value is replaced by one marker.
const MAX_SPANS: usize = 16_384;
const WHOLE: &[Span] = &[];

impl Host for RunState {
    fn declare_rule(&mut self, name: String) -> wasmtime::Result<Result<u32, String>> {
        self.begin_host_call()?;
        Ok(self.declare("rules can be declared", |declared| declared.declare_rule(&name)))
    }

    fn drop(&mut self, event: u32) -> wasmtime::Result<()> {
        self.call(Call::Drop { event }).map(drop)
    }

    fn remove(&mut self, event: u32, path: String, rule: u32) -> wasmtime::Result<bool> {
        self.call(Call::Remove { event, path, rule })?.into_flag()
    }

    fn mask(&mut self, event: u32, path: String, spans: Vec<Span>, rule: u32) -> wasmtime::Result<bool> {
        self.begin_host_call()?;
        let rule = self.find_rule(rule)?;
        let few = if spans.len() <= MAX_SPANS { spans.as_slice() } else { WHOLE };
        let spans: Vec<(u32, u32)> = few.iter().map(|span| (span.start, span.end)).collect();
        let found = !self.is_disabled(rule) && self.batch.mask(event, &path, &spans, rule);
        self.check_edit_limits()?;
        Ok(found)
    }

    fn pseudonymise(&mut self, event: u32, path: String, rule: u32) -> wasmtime::Result<bool> {
        self.call(Call::Pseudonymise { event, path, rule })?.into_flag()
    }

    fn scan(&mut self, scanner: u32, event: u32, under: String) -> wasmtime::Result<u32> {
        self.begin_host_call()?;
        scan::scan_event(self, scanner, event, &under)
    }

    fn scan_batch(&mut self, scanner: u32, under: String) -> wasmtime::Result<u32> {
        self.call(Call::ScanBatch { scanner, under })?.into_number()
    }

    fn scan_names(&mut self, scanner: u32, event: u32, under: String) -> wasmtime::Result<u32> {
        self.begin_host_call()?;
        scan::scan_event_names(self, scanner, event, &under)
    }

    fn scan_names_batch(&mut self, scanner: u32, under: String) -> wasmtime::Result<u32> {
        self.call(Call::ScanNamesBatch { scanner, under })?.into_number()
    }

    fn remove_others_batch(&mut self, scanner: u32, rule: u32) -> wasmtime::Result<u32> {
        self.call(Call::RemoveOthersBatch { scanner, rule })?.into_number()
    }
}
