//! What the names of members tell, beside secrets.

use super::marked::{mark, scanner};
use crate::member::list::{PERSONS, PHONES, SSNS};
use crate::{Kind, MemberName};

fn found(kind: Kind, path: &str, text: &str) -> String {
    let (parent, own) = path.split_once('/').unwrap_or(("", path));
    let mut matches = Vec::new();
    scanner(&[kind]).find_member(MemberName { parent, own }, text, &mut matches);
    mark(text, &matches)
}

#[test]
fn members_that_hold_names_of_people_match_whole() {
    for path in [
        "user.full_name",
        "user.name",
        "username",
        "user/username",
        "user/fullName",
        "usr/name",
        "usr.name",
        "user/hash",
        "enduser.id",
        "enduser/id",
        "agentName",
        "agent_name",
        "firstName",
        "last_name",
        "customer.name",
        "customerName",
        "user/name",
        "userName",
        "agentFirstName",
    ] {
        assert_eq!(found(Kind::Person, path, "Ann Lee"), "«Ann Lee»", "{path}");
    }
    for path in [
        "name",
        "user/id",
        "user.id",
        "user_agent.name",
        "browser/name",
        "fileName",
        "hostname",
        "className",
        "agent.name",
        "app/name",
        "service.name",
        "displayName",
        "hash",
        "userId",
        "eventName",
        "user_agent_name",
        "",
    ] {
        assert_eq!(found(Kind::Person, path, "Ann Lee"), "Ann Lee", "{path}");
    }
    assert_eq!(found(Kind::Person, "username", "anonymous"), "anonymous");
}

#[test]
fn members_that_hold_numbers_tell_them_however_they_are_written() {
    for path in ["phone", "customer_phone", "ANI", "call.dnis", "phoneNumber", "mobile", "telefono", "callerId"] {
        assert_eq!(found(Kind::Phone, path, "14155550132"), "«14155550132»", "{path}");
        assert_eq!(found(Kind::Phone, path, "5550132"), "«5550132»", "{path}");
    }
    assert_eq!(found(Kind::Phone, "phone", "98765 43210"), "«98765 43210»");
    for (path, text) in [
        ("phone", "555"),
        ("phone", "order 14155550132"),
        ("mani", "14155550132"),
        ("order", "14155550132"),
        ("hotel", "5550132"),
    ] {
        assert_eq!(found(Kind::Phone, path, text), text, "{path}");
    }
    assert_eq!(found(Kind::Ssn, "ssn", "123456789"), "«123456789»");
    assert_eq!(found(Kind::Ssn, "id", "123456789"), "123456789");
    let mut matches = Vec::new();
    let name = MemberName { parent: "", own: "ani" };
    scanner(&[Kind::Phone]).find_number_of_member_while(name, "4155550132", &mut matches, &mut || true);
    assert_eq!(matches.len(), 1);
}

/// The name with a separator before its letter at `place`, in front of that a word of its own, and in upper case.
fn writings(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned(), name.to_uppercase(), format!("customer_{name}"), format!("{name}_")];
    for place in (1..name.len()).filter(|place| name.is_char_boundary(*place)) {
        let (start, end) = name.split_at(place);
        let mut letters = end.chars();
        let camel = letters.next().map(|first| format!("{start}{}{}", first.to_uppercase(), letters.as_str()));
        all.extend(camel.into_iter().chain(["_", "-", "."].map(|separator| format!("{start}{separator}{end}"))));
    }
    all
}

#[test]
fn the_quick_look_at_a_name_misses_none_that_tells_something() {
    let scanner = scanner(&[Kind::Person, Kind::Phone, Kind::Ssn, Kind::Secret]);
    let mut told = 0;
    for name in [PERSONS, PHONES, SSNS, &["name", "hash", "id", "displayname", "password", "apikey", "pin"]].concat() {
        for own in writings(name) {
            for (parent, value) in [("user", "Ann Lee"), ("enduser", "4711"), ("", "14155550132"), ("", "123456789")] {
                let mut matches = Vec::new();
                scanner.find_member(MemberName { parent, own: &own }, value, &mut matches);
                let (mut without_name, mut by_name) = (Vec::new(), matches);
                scanner.find(value, &mut without_name);
                by_name.retain(|found| !without_name.contains(found));
                told += by_name.len();
                assert!(by_name.is_empty() || scanner.may_be_told_by(&own), "{parent}/{own}");
            }
        }
    }
    assert!(told > 1000, "only {told} were told");
}
