//! The interface `context`: the request without personal data.

use crate::run::{
    bindings::sluice::filter::context::{Host, TenantInfo},
    run_state::RunState,
};
use sluice_event::Value;

impl Host for RunState {
    fn tenant(&mut self) -> wasmtime::Result<Option<TenantInfo>> {
        self.begin_host_call()?;
        let tenant = self.context.tenant.as_ref();
        Ok(tenant.map(|tenant| TenantInfo { id: tenant.id.to_string(), name: tenant.name.to_string() }))
    }

    fn app(&mut self) -> wasmtime::Result<Option<String>> {
        self.begin_host_call()?;
        Ok(match self.batch.get(0, "/app/name") {
            Some(Value::Text(name)) => Some(name.into_owned()),
            _ => None,
        })
    }

    fn user_agent(&mut self) -> wasmtime::Result<Option<String>> {
        self.begin_host_call()?;
        Ok(self.context.user_agent.clone())
    }

    fn origin(&mut self) -> wasmtime::Result<Option<String>> {
        self.begin_host_call()?;
        Ok(self.context.origin.clone())
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
