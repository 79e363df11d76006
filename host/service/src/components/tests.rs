use super::*;
use sluice_registry::provenance::{Envelope, Predicate, PublicKey, SignedBy, SigningKey, Statement};
use sluice_sandbox::settings::filters::Interface;
use std::fs;
use tempfile::TempDir;

struct Signed {
    directory: TempDir,
    key: PublicKey,
}

impl Signed {
    fn new(component: &[u8]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (key, _) = SigningKey::generate().unwrap();
        let imports = vec!["sluice:filter/redact@1.0.0".to_owned(), "sluice:filter/events@1.0.0".to_owned()];
        let predicate = Predicate { imports, ..Predicate::default() };
        let envelope = Envelope::sign(&Statement::new("f", Digest::of(component), predicate), &key).unwrap();
        let new = Self { directory, key: key.public().unwrap() };
        fs::write(new.file(), component).unwrap();
        fs::write(attestations_of(&new.file()), envelope.to_line()).unwrap();
        new
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("f.wasm")
    }

    fn located(&self, signed_by: &[&SignedBy], imports: Option<&[Interface]>) -> Option<Located> {
        let mut filters = [FilterEntry::new("f".to_owned(), self.file())];
        let components = Components::cached_only(&Config::default());
        components.locate(&mut filters, &Demands { signed_by: signed_by.to_vec(), imports });
        filters[0].located.remove(&self.file())
    }

    fn refusal(&self, signed_by: &[&SignedBy], imports: Option<&[Interface]>) -> String {
        match self.located(signed_by, imports) {
            Some(Located::Missing(refusal)) => refusal.to_string(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_has_to_be_signed_by_one_key_of_each_list() {
    let signed = Signed::new(b"component");
    let own = SignedBy(vec![signed.key]);
    let other = SignedBy(vec![SigningKey::generate().unwrap().0.public().unwrap()]);
    let nobody = SignedBy::default();
    assert_eq!(signed.located(&[&nobody], None), None);
    let Some(Located::File { sha256, .. }) = signed.located(&[&own, &nobody], None) else { panic!("not located") };
    assert_eq!(sha256, Digest::of(b"component").to_hex());
    let both = SignedBy([other.0.clone(), own.0.clone()].concat());
    assert!(matches!(signed.located(&[&both], None), Some(Located::File { .. })));
    assert!(signed.refusal(&[&own, &other], None).contains("none of its signatures is of a key in `signed_by`"));
    fs::write(signed.file(), b"changed").unwrap();
    assert!(signed.refusal(&[&own], None).contains("of another component"));
    fs::remove_file(attestations_of(&signed.file())).unwrap();
    assert!(signed.refusal(&[&own], None).contains("it is not signed"));
}

#[test]
fn what_is_signed_as_importing_more_than_the_tenant_may_is_refused() {
    let signed = Signed::new(b"component");
    let own = SignedBy(vec![signed.key]);
    assert!(matches!(signed.located(&[&own], Some(&[Interface::Redact])), Some(Located::File { .. })));
    let refusal = signed.refusal(&[&own], Some(&[Interface::Enrich]));
    assert!(refusal.contains("imports redact"), "{refusal}");
}

#[test]
fn what_is_not_in_the_cache_is_pending_where_nothing_is_pulled() {
    let reference = "oci://registry.example.com/f:1";
    let mut filters = [FilterEntry::new("f".to_owned(), reference.into())];
    let directory = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.store.directory = directory.path().to_owned();
    Components::cached_only(&config).locate(&mut filters, &Demands::default());
    assert_eq!(pending(filters.iter()).len(), 1);
    assert!(fs::read_dir(directory.path()).unwrap().next().is_none(), "looking leaves nothing behind");
}
