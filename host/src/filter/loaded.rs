//! A filter that is ready to run: mapped, linked, its scanners compiled. Chains with the same filter, configuration and
//! permissions share one.

use std::sync::Arc;

use wasmtime::{
    Engine, Store,
    component::{ComponentExportIndex, InstancePre, Linker},
};

use super::{artifact::Artifacts, host_functions, job::Built, load_error::Refusal, run::Run, stage::Stage};
use crate::scan::Scanner;

/// See the module.
pub(super) struct Loaded {
    pub(super) engine: Engine,
    pub(super) key: String,
    pub(super) built: Built,
    pub(super) scanners: Arc<[Arc<Scanner>]>,
    instance: InstancePre<Run>,
    process: ComponentExportIndex,
}

/// The result of `process`.
pub(super) type Process = wasmtime::component::TypedFunc<(), (Result<(), wasmtime::component::WasmStr>,)>;

impl Loaded {
    pub(super) fn new(artifacts: &Artifacts, engine: &Engine, key: &str, built: Built) -> Result<Self, Refusal> {
        let prepare = |error: wasmtime::Error| Refusal::of(Stage::Prepare, "linking it", &error);
        let component = artifacts.map(engine, key, &built)?;
        component.initialize_copy_on_write_image().map_err(prepare)?;
        let process = component
            .get_export_index(None, "process")
            .ok_or_else(|| Refusal::new(Stage::Prepare, "does not export `process`"))?;
        let mut linker = Linker::new(engine);
        host_functions::link(&mut linker).map_err(prepare)?;
        let instance = linker.instantiate_pre(&component).map_err(prepare)?;
        let scanners = built.scanners.iter().map(|patterns| Scanner::compile(patterns).map(Arc::new));
        let scanners = scanners
            .collect::<Result<_, _>>()
            .map_err(|error| Refusal::of(Stage::Prepare, "compiling its scanners", &error))?;
        Ok(Self { engine: engine.clone(), key: key.to_owned(), built, scanners, instance, process })
    }

    /// A fresh instance, with the memory of the snapshot.
    pub(super) fn start(&self, store: &mut Store<Run>) -> wasmtime::Result<Process> {
        self.instance.instantiate(&mut *store)?.get_typed_func(store, self.process)
    }
}
