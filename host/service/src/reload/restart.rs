//! What cannot change while the service runs: ports, limits of bodies, the pool, the store, authentication.

use crate::config::Config;
use std::fmt::Debug;

/// Sections that differ and take effect at the next start.
pub(super) fn needed(old: &Config, new: &Config) -> Vec<&'static str> {
    let differ = |a: &dyn Debug, b: &dyn Debug| format!("{a:?}") != format!("{b:?}");
    let sections: [(&'static str, &dyn Debug, &dyn Debug); 13] = [
        ("server", &old.server, &new.server),
        ("memory", &old.memory, &new.memory),
        ("metrics", &old.metrics, &new.metrics),
        ("body", &old.body, &new.body),
        ("lines", &old.lines, &new.lines),
        ("log", &old.log, &new.log),
        ("stdout", &old.stdout, &new.stdout),
        ("auth", &old.auth, &new.auth),
        ("pool", &old.pool, &new.pool),
        ("store", &old.store, &new.store),
        ("registry", &old.registry, &new.registry),
        ("contracts", &old.contracts, &new.contracts),
        ("map", &old.map, &new.map),
    ];
    sections.into_iter().filter(|(_, old, new)| differ(old, new)).map(|(name, ..)| name).collect()
}
