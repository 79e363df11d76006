//! The interface `personal`: personal data of the request.

use crate::run::{bindings::sluice::filter::personal::Host, state::run_state::RunState};

impl Host for RunState {
    fn user(&mut self) -> wasmtime::Result<Option<String>> {
        self.begin_host_call()?;
        Ok(self.context.user.as_deref().map(str::to_owned))
    }

    fn client_address(&mut self) -> wasmtime::Result<Option<String>> {
        self.begin_host_call()?;
        Ok(self.context.client_address.clone())
    }
}
