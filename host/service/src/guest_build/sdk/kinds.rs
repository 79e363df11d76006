//! The contract and each SDK know the kinds and the groups of the scanners, and no others.

use super::{Language, of};
use sluice_scan::{Group, Kind};

/// What a source says of kinds: all of them in order, and those of each group.
#[derive(Debug, PartialEq, Eq)]
struct Known {
    kinds: Vec<String>,
    groups: Vec<Vec<String>>,
}

/// How a language writes a name such as `url-credentials`.
type Spelling = fn(&str) -> String;

fn kebab(name: &str) -> String {
    name.to_owned()
}

fn camel(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('-').map(capital).collect()
}

fn upper(name: &str) -> String {
    format!("SLUICE_{}", name.replace('-', "_").to_uppercase())
}

fn file(language: Language, path: &str) -> &'static str {
    of(language).iter().find(|(own, _)| *own == path).expect("a file of the SDK").1
}

/// The names between two texts, in whatever they stand.
fn names(source: &str, from: &str, to: &str) -> Vec<String> {
    let rest = source.split_once(from).unwrap_or_else(|| panic!("{from:?} is not there")).1;
    let list = rest.split_once(to).unwrap_or_else(|| panic!("{to:?} is not behind {from:?}")).0;
    let code = list.lines().filter(|line| !line.trim_start().starts_with("//"));
    let words =
        code.flat_map(|line| line.split(|one: char| !(one.is_ascii_alphanumeric() || b"-_".contains(&(one as u8)))));
    words.filter(|word| !word.is_empty() && *word != "Kind").map(str::to_owned).collect()
}

fn expected(spelling: Spelling) -> Known {
    let spelled = |kinds: &[Kind]| kinds.iter().map(|kind| spelling(kind.as_str())).collect::<Vec<_>>();
    Known { kinds: spelled(&Kind::ALL), groups: Group::ALL.map(|group| spelled(group.kinds())).into() }
}

fn groups(of: impl Fn(Group) -> Vec<String>) -> Vec<Vec<String>> {
    Group::ALL.map(of).into()
}

fn typescript(source: &str) -> Known {
    let of = |group: Group| names(source, &format!("  {}: [", group.as_str()), "]");
    Known { kinds: names(source, "export type Kind =", ";"), groups: groups(of) }
}

#[test]
fn of_the_contract_and_of_rust() {
    let contract = names(file(Language::Rust, "wit/filter.wit"), "enum kind {", "}");
    assert_eq!(contract, expected(kebab).kinds);
    let of = |group: Group| {
        let from = format!("Group::{} => &[", camel(group.as_str()));
        names(file(Language::Rust, "src/types/kind_group.rs"), &from, "]")
    };
    let kinds = file(Language::Rust, "src/types/kind.rs");
    let known = Known { kinds: names(kinds, "ALL: [Kind; 22] = [", "]"), groups: groups(of) };
    assert_eq!(known, expected(camel));
    let default: Vec<String> = Kind::DEFAULT.iter().map(|kind| camel(kind.as_str())).collect();
    assert_eq!(names(kinds, "DEFAULT: [Kind; 12] = [", "]"), default);
}

#[test]
fn of_typescript_and_of_python() {
    let source = file(Language::TypeScript, "sluice.ts");
    assert_eq!(typescript(source), expected(kebab));
    let group_names = Group::ALL.map(|group| group.as_str().to_owned());
    assert_eq!(names(source, "export type Group =", ";"), group_names);

    let source = file(Language::Python, "sluice.py");
    let of = |group: Group| names(source, &format!("    \"{}\": (", group.as_str()), ")");
    let known = Known { kinds: names(source, "\nKind = Literal[", "]"), groups: groups(of) };
    assert_eq!(known, expected(kebab));
    assert_eq!(names(source, "\nGroup = Literal[", "]"), group_names);
}

#[test]
fn of_c() {
    let (header, source) = (file(Language::C, "sluice.h"), file(Language::C, "sluice.c"));
    let of = |group: Group| names(source, &format!("sluice_kind {}[] = {{", group.as_str()), "}");
    let known = Known { kinds: names(header, "find. */\ntypedef enum {", "}"), groups: groups(of) };
    assert_eq!(known, expected(upper));
    assert_eq!(names(source, "KINDS[] = {", "}"), expected(kebab).kinds);
    let group_names = Group::ALL.map(|group| group.as_str().to_owned());
    assert_eq!(names(source, "GROUPS[] = {", "}"), group_names);
    assert_eq!(names(header, "in one group. */\ntypedef enum {", "}"), Group::ALL.map(|group| upper(group.as_str())));
}

#[test]
fn a_kind_that_is_missing_or_in_another_group_is_noticed() {
    let source = file(Language::TypeScript, "sluice.ts");
    for (own, other) in [
        (" | \"user-path\";", ";"),
        ("\"email\" | \"phone\"", "\"phone\" | \"email\""),
        ("contact: [\"email\", \"phone\"]", "contact: [\"email\"]"),
        ("location: [\"coordinates\"]", "location: [\"coordinates\", \"email\"]"),
    ] {
        assert!(source.contains(own), "{own}");
        assert_ne!(typescript(&source.replace(own, other)), expected(kebab), "{own}");
    }
}
