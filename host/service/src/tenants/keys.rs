//! All publishable keys by their hashes. Looking one up takes a hash and one look, whether it is there or not.

use super::publishable_key::PublishableKey;
use super::tenant::Tenant;
use crate::config::sections::tenants::KeyDigest;
use std::{collections::HashMap, sync::Arc};

/// Which key of which tenant: its place among the tenant's.
type Owner = (Arc<Tenant>, usize);

/// See the module.
#[derive(Default)]
pub(super) struct Keys(HashMap<KeyDigest, Owner>);

impl Keys {
    /// The keys of `tenants`. One that another tenant has too stays with the one that had it in `old`, or else comes first: it
    /// is no secret, so having written it down proves nothing.
    #[must_use]
    pub(super) fn new<'a>(tenants: impl IntoIterator<Item = &'a Arc<Tenant>>, old: Option<&Self>) -> Self {
        let mut keys = HashMap::<KeyDigest, Owner>::new();
        for tenant in tenants {
            for (place, key) in tenant.keys.iter().enumerate() {
                for digest in &key.digests {
                    let had = |tenant: &Tenant| {
                        old.and_then(|old| old.0.get(digest)).is_some_and(|old| old.0.id == tenant.id)
                    };
                    let other = keys.get(digest);
                    if let Some((other, _)) = other {
                        let id = tenant.id.as_deref();
                        tracing::warn!(
                            tenant = id,
                            key = &*key.account,
                            other = other.id.as_deref(),
                            "two tenants have one publishable key"
                        );
                    }
                    if other.is_none() || had(tenant) {
                        keys.insert(digest.clone(), (Arc::clone(tenant), place));
                    }
                }
            }
        }
        Self(keys)
    }

    /// The owner of a key.
    #[must_use]
    pub(super) fn find(&self, key: &str) -> Option<(&Arc<Tenant>, &PublishableKey)> {
        let (tenant, place) = self.0.get(&KeyDigest::of(key)?)?;
        Some((tenant, tenant.keys.get(*place)?))
    }
}
