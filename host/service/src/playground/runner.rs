//! Runs events through chains of the catalog, and compares versions of a filter, on an engine of the playground's own: what is
//! tried here is in no metric of the service, opens no breaker and takes no sandbox of its requests.

use super::{
    catalog::{Catalog, Stage},
    refusal::Refusal,
    requests::{CompareRequest, FilterEdit, RunRequest, Version},
    view::{BatchView, GuardView},
};
use crate::{
    commands::filter::{
        author::{self, Author, Shown},
        compare::{compared::compare_batch, report, tally::Tally},
        recorded,
        run::batch::{self, BatchRun},
    },
    service::Service,
};
use serde_json::Value;
use sluice_identity::Identity;
use sluice_sandbox::{Chain, RequestContext, TenantInfo};
use sluice_wire::recording::{self, RecordedBody};
use std::{path::Path, sync::Arc};

/// Events of one request, and batches.
const MAX_EVENTS: usize = 500;
const MAX_BATCHES: usize = 25;
/// What filters see as the user.
const USER: &str = "developer@playground.example";

/// See the module.
pub(super) struct Runner {
    author: Author,
    service: Arc<Service>,
}

impl Runner {
    /// Compiled filters are kept in `store`.
    ///
    /// # Errors
    /// When the sandbox cannot be set up.
    pub(super) fn new(service: Arc<Service>, store: &Path) -> Result<Self, String> {
        Ok(Self { author: Author::new(store)?, service })
    }

    /// Runs events through the chains of one tenant. `user_agent` is that of the person's browser.
    pub(super) fn run(
        &self,
        request: &RunRequest,
        catalog: &Catalog,
        user_agent: Option<String>,
    ) -> Result<Value, Refusal> {
        let chain =
            catalog.chain(&request.chain).ok_or_else(|| Refusal::of_input("there is no such chain any more"))?;
        let mut bodies = read(&request.events)?;
        for body in &mut bodies {
            // Lines have what the service knows of the sender.
            body.sender.tenant_id = Some(chain.id.clone());
            body.sender.tenant_name = Some(chain.name.clone());
            body.sender.user = Some(USER.to_owned());
        }
        let mut edits = request.filters.iter();
        let mut chains = Vec::new();
        for stage in &chain.stages {
            let context = RequestContext {
                // The edge chain runs before the tenant is known.
                tenant: (stage.chain != "edge")
                    .then(|| TenantInfo { id: chain.id.as_str().into(), name: chain.name.as_str().into() }),
                user: Some(USER.into()),
                user_agent: user_agent.clone(),
                ..recorded::request_context()
            };
            chains.push((self.load(stage, &mut edits)?, Arc::new(context)));
        }
        let stages: Vec<_> = chains.iter().map(|(chain, context)| (chain, Arc::clone(context))).collect();
        let runs = bodies.iter().map(|body| {
            let run = batch::run(&stages, body).map_err(|error| Refusal::of_input(error.to_string()))?;
            Ok(self.guarded(run, &chain.id, body))
        });
        let runs: Vec<BatchView> = runs.collect::<Result<_, Refusal>>()?;
        Ok(serde_json::json!({ "runs": runs }))
    }

    /// Runs events through two versions of a filter.
    pub(super) fn compare(&self, request: &CompareRequest, catalog: &Catalog) -> Result<Value, Refusal> {
        let bodies = read(&request.events)?;
        let (old, new) =
            (self.load_version("OLD", &request.old, catalog)?, self.load_version("NEW", &request.new, catalog)?);
        let mut tally = Tally::default();
        let mut runs = [Vec::new(), Vec::new()];
        for body in &bodies {
            for (chain, runs) in [&old, &new].into_iter().zip(&mut runs) {
                let stages = [(chain, recorded::context(&body.sender))];
                let run = batch::run(&stages, body).map_err(|error| Refusal::of_input(error.to_string()))?;
                runs.push(BatchView::new(run, None));
            }
            tally.add(compare_batch(body, &old, &new).map_err(Refusal::of_input)?);
        }
        let [old, new] = runs;
        let mut found = report::json(&tally, true);
        found["differs"] = tally.differs().into();
        found["slowdown"] = tally.slowdown().into();
        found["runs"] = serde_json::json!({ "old": old, "new": new });
        Ok(found)
    }

    fn load<'a>(&self, stage: &Stage, edits: &mut impl Iterator<Item = &'a FilterEdit>) -> Result<Chain, Refusal> {
        let mut entries = stage.filters.clone();
        for (entry, edit) in entries.iter_mut().zip(edits) {
            if let Some(settings) = &edit.settings {
                entry.config = read_settings(&entry.name, settings)?;
            }
        }
        Ok(self.author.load_entries(&stage.limits, entries, Shown::Content)?)
    }

    fn load_version(&self, which: &str, version: &Version, catalog: &Catalog) -> Result<Chain, Refusal> {
        let shown = &version.component;
        let (component, files) = catalog
            .component(shown)
            .ok_or_else(|| Refusal::of_input(format!("{which}: there is no component {shown}")))?;
        let mut entry = author::entry(component, read_settings(which, &version.settings)?);
        entry.files = files.clone();
        let named = |why: Vec<String>| why.into_iter().map(|why| format!("{which}: {why}")).collect::<Vec<_>>();
        Ok(self.author.load_entry(entry, Shown::Content).map_err(named)?)
    }

    /// What the tenant's guard makes of a batch that its filters have passed.
    fn guarded(&self, mut run: BatchRun, tenant: &str, body: &RecordedBody) -> BatchView {
        let identity = Identity { tenant: Some(tenant.into()), user: None };
        let tenants = self.service.tenants.load();
        let guard = tenants.of(&identity).ok().and_then(|tenant| tenant.guard.clone());
        let guarded = guard.zip(run.batch.as_mut()).map(|(guard, batch)| {
            let findings = batch.guard(&guard);
            let after = recorded::lines(batch, &body.sender);
            let before = std::mem::replace(&mut run.lines, after);
            GuardView::new(&before, &run.lines, &findings)
        });
        BatchView::new(run, guarded)
    }
}

fn read(text: &str) -> Result<Vec<RecordedBody>, Refusal> {
    let bodies = recording::read(text.as_bytes());
    if bodies.is_empty() {
        return Err(Refusal::of_input(
            "there are no events: paste a body as a browser sends it, events, or lines of the service",
        ));
    }
    if bodies.len() > MAX_BATCHES {
        return Err(Refusal::of_input(format!(
            "there are {} batches, and the playground runs {MAX_BATCHES} at once",
            bodies.len()
        )));
    }
    let mut events = 0;
    for body in &bodies {
        events += recorded::decode(body).map_err(|error| Refusal::of_input(error.to_string()))?.len();
    }
    if events > MAX_EVENTS {
        return Err(Refusal::of_input(format!(
            "there are {events} events, and the playground runs {MAX_EVENTS} at once; use `sluice filter run`"
        )));
    }
    Ok(bodies)
}

fn read_settings(whose: &str, text: &str) -> Result<Value, Refusal> {
    let text = if text.trim().is_empty() { "{}" } else { text };
    match serde_json::from_str(text) {
        Ok(settings @ Value::Object(_)) => Ok(settings),
        Ok(_) => Err(Refusal::of_input(format!("{whose}: settings are a JSON object"))),
        Err(error) => Err(Refusal::of_input(format!("{whose}: the settings are not JSON: {error}"))),
    }
}
