//! Takes a snapshot: a component whose initial state is the current state of an instance. `wasmtime-wizer` does this.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use wasmtime::{
    Store,
    component::{ComponentNamedList, Instance, Lift, WasmList},
};
use wasmtime_wizer::{ComponentContext, ComponentInstanceState, Wizer};

use super::{error::Refusal, stage::Stage};
use crate::run::state::run_state::RunState;

/// The component with the state of the instance as its initial state.
pub(crate) fn take_snapshot(
    wizer: &Wizer,
    instrumented: &ComponentContext<'_>,
    store: &mut Store<RunState>,
    instance: Instance,
) -> Result<Vec<u8>, Refusal> {
    // The whole memory is copied into the host by one call.
    store.set_hostcall_fuel(usize::MAX);
    let mut state = InstanceState { store, instance, error: None };
    let snapshot = poll_once(wizer.snapshot_component(instrumented, &mut state));
    if let Some(error) = state.error {
        return Err(Refusal::from_error(Stage::Snapshot, "reading its state", &error));
    }
    match snapshot {
        Some(Ok(component)) => Ok(component),
        Some(Err(error)) => Err(Refusal::from_error(Stage::Snapshot, "writing its state", &error)),
        None => Err(Refusal::new(Stage::Snapshot, "reading its state: the reader waited, which it never does")),
    }
}

/// The result of a future that is ready when it is polled for the first time.
fn poll_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Reads state for wizer. Its trait cannot return errors, so the first error is kept, and later calls read nothing.
struct InstanceState<'a> {
    store: &'a mut Store<RunState>,
    instance: Instance,
    error: Option<wasmtime::Error>,
}

impl InstanceState<'_> {
    fn read<R: 'static>(&mut self, interface: &str, name: &str) -> Option<R>
    where
        (R,): ComponentNamedList + Lift,
    {
        if self.error.is_some() {
            return None;
        }
        match self.call(interface, name) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    fn call<R: 'static>(&mut self, interface: &str, name: &str) -> wasmtime::Result<R>
    where
        (R,): ComponentNamedList + Lift,
    {
        let missing = || wasmtime::Error::msg("an accessor is missing");
        let interface = self.instance.get_export_index(&mut *self.store, None, interface).ok_or_else(missing)?;
        let index = self.instance.get_export_index(&mut *self.store, Some(&interface), name).ok_or_else(missing)?;
        let function = self.instance.get_typed_func::<(), (R,)>(&mut *self.store, index)?;
        Ok(function.call(&mut *self.store, ())?.0)
    }
}

impl ComponentInstanceState for InstanceState<'_> {
    async fn call_func_ret_list_u8(&mut self, instance: &str, func: &str, contents: impl FnOnce(&[u8]) + Send) {
        match self.read::<WasmList<u8>>(instance, func) {
            Some(list) => contents(list.as_le_slice(&*self.store)),
            None => contents(&[]),
        }
    }

    async fn call_func_ret_s32(&mut self, instance: &str, func: &str) -> i32 {
        self.read(instance, func).unwrap_or_default()
    }

    async fn call_func_ret_s64(&mut self, instance: &str, func: &str) -> i64 {
        self.read(instance, func).unwrap_or_default()
    }

    async fn call_func_ret_f32(&mut self, instance: &str, func: &str) -> u32 {
        self.read(instance, func).map_or(0, f32::to_bits)
    }

    async fn call_func_ret_f64(&mut self, instance: &str, func: &str) -> u64 {
        self.read(instance, func).map_or(0, f64::to_bits)
    }
}
