//! What is personal about the request.

use crate::run::{bindings::sluice::filter::personal::Host, run_state::Run};

impl Host for Run {
    fn user(&mut self) -> wasmtime::Result<Option<String>> {
        self.called()?;
        Ok(self.context.user.as_deref().map(str::to_owned))
    }

    fn client_address(&mut self) -> wasmtime::Result<Option<String>> {
        self.called()?;
        Ok(self.context.client_address.clone())
    }
}
