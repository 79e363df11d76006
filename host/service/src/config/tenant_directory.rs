//! A tenant's directory: `chain.toml`, with the keys of a `[tenants]` entry, and the components that it names.

use super::checks::sizes;
use super::read;
use super::sections::ceiling::CeilingConfig;
use super::sections::chain;
use super::sections::tenants::TenantConfig;
use sluice_files::FileAccess;
use sluice_sandbox::settings::located::is_reference;
use std::path::{Component, Path};

/// The file in a tenant's directory.
pub const CHAIN_FILE: &str = "chain.toml";
/// The most bytes that it may have.
pub const CHAIN_FILE_BYTES: u64 = 256 << 10;

/// Whether a name can be a contact center id. What begins with a dot is how Kubernetes swaps the files of a volume.
#[must_use]
pub fn is_tenant_id(name: &str) -> bool {
    let shape = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=64).contains(&name.len()) && name.bytes().all(shape) && name != "edge" && name != "default"
}

/// Reads the text of a `chain.toml`; paths in it start from `directory`.
///
/// # Errors
/// Everything that is wrong with it. What is larger than the operator allows is not looked at further.
pub fn parse(text: &str, directory: &Path, ceiling: &CeilingConfig) -> Result<TenantConfig, Vec<String>> {
    let mut mistakes = Vec::new();
    let Some(table) = read::table(text, &mut mistakes) else { return Err(mistakes) };
    mistakes.extend(sizes::mistakes(&table, ceiling));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let mut tenant: TenantConfig = read::keys("", table, &mut mistakes);
    mistakes.extend(chain::mistakes("", &tenant.filters));
    mistakes.extend(tenant.limits.mistakes("limits."));
    mistakes.extend(tenant.page_mistakes(""));
    mistakes.extend(tenant.import_mistakes(""));
    let nulls = tenant.keys_of_null("");
    mistakes.extend(nulls.iter().map(|key| format!("{key}: only the operator's file can allow \"null\"")));
    for filter in &tenant.filters {
        for path in [Some(&filter.component), filter.candidate.as_ref(), filter.cases.as_ref()].into_iter().flatten() {
            if !is_reference(path) && !stays_inside(path) {
                let (name, path) = (&filter.name, path.display());
                mistakes.push(format!("filter `{name}`: {path} must lie in the tenant's directory"));
            }
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    chain::resolve(&mut tenant.filters, directory);
    tenant.filters.iter_mut().for_each(|filter| filter.files = FileAccess::Beneath(directory.to_owned()));
    Ok(tenant)
}

fn stays_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_lies_in_its_tenants_directory() {
        let of = |component: &str| {
            let text = format!("name = 'A'\n[[filters]]\nname = 'f'\ncomponent = '{component}'");
            parse(&text, Path::new("/tenants/a"), &CeilingConfig::default())
        };
        assert_eq!(of("f.wasm").unwrap().filters[0].component, Path::new("/tenants/a/f.wasm"));
        assert!(of("v2/f.wasm").is_ok());
        for outside in ["../b/f.wasm", "/tenants/b/f.wasm", "v2/../../b/f.wasm"] {
            assert!(of(outside).unwrap_err()[0].contains("must lie in"), "{outside}");
        }
    }

    #[test]
    fn every_mistake_of_a_chain_is_said_at_once() {
        let text =
            "nme = 'A'\n[limit]\ncpu_ms = 3\n[[filters]]\nname = 'f'\ncomponent = '../x'\non_failure = 'explode'";
        let mistakes = parse(text, Path::new("/tenants/a"), &CeilingConfig::default()).unwrap_err();
        let said = |what: &str| mistakes.iter().any(|mistake| mistake.contains(what));
        for what in ["nme:", "limit:", "filters[0].on_failure: filter \"f\"", "must lie in"] {
            assert!(said(what), "{what} is not in {mistakes:#?}");
        }
        assert_eq!(mistakes.len(), 4, "{mistakes:#?}");
    }

    #[test]
    fn a_mistake_names_the_place_and_never_the_value() {
        let text = "name = 'A'\norigins = ['https://ok.example.com', 'hunter2']\ndomains = ['hunter2 ']\n\
            [[publishable_keys]]\nname = 'hunter2 '\nkeys = ['0123456789abcdef0123']\norigins = ['hunter2']\n\
            formats = ['hunter2']\nkinds = ['hunter2']";
        let mistakes = parse(text, Path::new("/tenants/a"), &CeilingConfig::default()).unwrap_err();
        for place in ["origins[1]: no origin", "domains[0]: no domain", "publishable_keys[0].formats[0]: no format"] {
            assert!(mistakes.iter().any(|mistake| mistake.starts_with(place)), "{place} is not in {mistakes:#?}");
        }
        assert!(!mistakes.concat().contains("hunter2"), "{mistakes:#?}");
    }

    #[test]
    fn a_name_that_is_no_id_is_no_tenant() {
        for name in ["9350e2fc-a1dd-4c65-8d40-1f75a2e080dd", "tenant_1"] {
            assert!(is_tenant_id(name), "{name}");
        }
        for name in ["", ".git", "..data", "lost+found", "edge", "default", "a/b", &"x".repeat(65)] {
            assert!(!is_tenant_id(name), "{name}");
        }
    }
}
