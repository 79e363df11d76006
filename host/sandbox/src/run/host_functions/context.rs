//! The interface `context`: the request without personal data.

use crate::run::{
    bindings::sluice::filter::context::{Host, TenantInfo},
    replay::call::{Answer, Call},
    state::run_state::RunState,
};
use sluice_event::Value;

impl Host for RunState {
    fn tenant(&mut self) -> wasmtime::Result<Option<TenantInfo>> {
        match self.call(Call::Tenant)? {
            Answer::Tenant(tenant) => Ok(tenant.map(|(id, name)| TenantInfo { id, name })),
            other => Err(other.into_error()),
        }
    }

    fn app(&mut self) -> wasmtime::Result<Option<String>> {
        self.begin_host_call()?;
        Ok(match self.batch.get(0, "/app/name") {
            Some(Value::Text(name)) => Some(name.into_owned()),
            _ => None,
        })
    }

    fn user_agent(&mut self) -> wasmtime::Result<Option<String>> {
        self.call(Call::UserAgent)?.into_text()
    }

    fn origin(&mut self) -> wasmtime::Result<Option<String>> {
        self.call(Call::Origin)?.into_text()
    }

    fn received_at(&mut self) -> wasmtime::Result<String> {
        self.begin_host_call()?;
        Ok(self.context.received_at.clone())
    }

    fn request_id(&mut self) -> wasmtime::Result<String> {
        self.begin_host_call()?;
        Ok(self.context.request_id.clone())
    }
}
