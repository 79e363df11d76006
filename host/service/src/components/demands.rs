//! What components have to be, beside being there.

use sluice_registry::{
    Digest,
    provenance::{Attestations, SignedBy},
};
use sluice_sandbox::settings::filters::Interface;

const GRANTED: [Interface; 4] = [Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];

/// See the module.
#[derive(Debug, Default)]
pub struct Demands<'a> {
    /// Of each list that is not empty, one key has to have signed.
    pub signed_by: Vec<&'a SignedBy>,
    /// What the signed statement may name as imports, beside what is always allowed.
    pub imports: Option<&'a [Interface]>,
}

impl Demands<'_> {
    /// Whether anybody has to have signed.
    pub(super) fn has_signers(&self) -> bool {
        self.signed_by.iter().any(|keys| !keys.is_empty())
    }

    /// Nobody is asked, and nothing of the component is run or read for this.
    pub(super) fn check(&self, attestations: &Attestations, component: Digest) -> Result<(), String> {
        for keys in self.signed_by.iter().filter(|keys| !keys.is_empty()) {
            let statement = attestations.verify(keys, component).map_err(|why| why.to_string())?;
            if let Some(beyond) = self.beyond(&statement.predicate.imports) {
                let name = beyond.as_str();
                return Err(format!(
                    "it is signed as one that imports {name}, which `imports` of its tenant does not name"
                ));
            }
        }
        Ok(())
    }

    fn beyond(&self, imports: &[String]) -> Option<Interface> {
        let allowed = self.imports?;
        let has = |interface: &Interface| imports.iter().any(|import| *import == full_name(*interface));
        GRANTED.into_iter().find(|interface| !allowed.contains(interface) && has(interface))
    }
}

fn full_name(interface: Interface) -> String {
    format!("sluice:filter/{}@1.0.0", interface.as_str())
}
