//! The smallest text of each kind of fault that scanners are known for: what leaks, and what is taken that should stay.

use super::marked::{find, mark, scanner};
use crate::{Kind, Matcher, MemberName, Options, Pattern, Replacement, Scanner};

fn check(cases: &[&str]) {
    let scanner = scanner(&Kind::ALL);
    for case in cases {
        let text: String = case.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&text, &find(&scanner, &text)), *case);
    }
}

#[test]
fn secrets_that_a_name_tells_match_in_every_syntax() {
    check(&[
        r#"{"password":"«hunter2»"}"#,
        "{'password': '«hunter2»'}",
        "password: «hunter2»",
        r#"<input type="password" value="«hunter2»">"#,
        "<password>«hunter2»</password>",
        "--token «X7f3k9»",
        "x-api-key: «K7f3k9»",
        "Authorization: Token «K7f3k9»",
        "Authorization: ApiKey «K7f3k9»",
        "Authorization: DPoP «K7f3k9»",
        "Authorization: Negotiate «K7f3k9»",
        "Authorization: Basic «dXNlcjpwYXNz»",
        "Authorization: «550e8400-e29b-41d4-a716-446655440000»",
    ]);
    for name in [
        "passcode",
        "password2",
        "passwordConfirmation",
        "pin",
        "cvv",
        "auth_code",
        "tokenId",
        "secret_id",
        "verification_code",
        "passwort",
        "senha",
        "mot_de_passe",
    ] {
        check(&[&format!("https://a.example/x?{name}=«4711»&lang=de")]);
    }
    for name in ["password", "authorization", "cvv", "pin", "otp"] {
        let mut matches = Vec::new();
        scanner(&Kind::ALL).find_member(MemberName { parent: "attributes", own: name }, "471193", &mut matches);
        assert_eq!(mark("471193", &matches), "«471193»", "{name}");
    }
    check(&["author: bob42, tokenizer: v2x9, spinner: 1234"]);
}

#[test]
fn national_telephone_numbers_match_with_a_word_or_a_country() {
    let numbers = [
        ("DE", "0151 23456789"),
        ("ES", "612 34 56 78"),
        ("BR", "(11) 91234-5678"),
        ("RU", "8 (912) 345-67-89"),
        ("HU", "06 20 123 4567"),
        ("IN", "98765 43210"),
        ("SE", "08-12 34 77 78"),
        ("AR", "011 15-2345-6741"),
    ];
    let phone = Pattern::masking(Kind::Phone);
    for (country, number) in numbers {
        let options = Options { countries: vec![country.into()], ..Options::default() };
        let of_country = Scanner::compile_with(std::slice::from_ref(&phone), options).unwrap();
        let text = format!("reached {number} today");
        assert_eq!(mark(&text, &find(&of_country, &text)), format!("reached «{number}» today"), "{country}");
        for word in ["tel ", "phone: ", "ANI ", "DNIS=", "mobile ", "callback "] {
            check(&[&format!("{word}«{number}», {word}«{number} x4587»")]);
        }
    }
    check(&[
        "sip:«5001»@wwe.example.com, tel:«+14155550132»",
        "tel:«020 7946 0958», ANI:«06 12 34 56 78»",
        "x,«0045 34 41 11 50»,y",
        "/users/«021%20234%2059%2024»/",
        "?q=«312+393+9545»",
        "?q=«DE89+3704+0044+0532+0130+00»",
        r#"{"phone":"«14155550132»"}"#,
        "ssn: «123456789»",
    ]);
}

#[test]
fn addresses_cards_and_accounts_match_in_their_rarer_forms() {
    check(&[
        "host.example.com/«10.1.2.3»:5060",
        "contact_«10.1.2.3», ip-«10-1-2-3»",
        "«676100000006», «180000000000002», «213100000000001», «9792020000000001», «9704000000000018», «8171999900000018»",
        "«4111.1111.1111.1111», visa«4111111111111111», «4111111111111111»EUR",
        "«DE89 370400440532013000», «DE89.3704.0044.0532.0130.00», «DE 89 3704 0044 0532 0130 00»",
        "«charlie@例え.jp», «rene\u{301}@example.com», «charlie&#64;example.com», «x@[192.0.2.1]»",
        "«eyAiYWxnIjogIkhTMjU2IiwgInR5cCI6ICJKV1QiIH0.eyAic3ViIjogIjEiIH0.c2lnbmF0dXJl»",
        "Bearer\t«K7f3k9», Bearer\n«K7f3k9», Bearer&nbsp;«K7f3k9»",
        "\u{1b}[31m«4111111111111111»\u{1b}[0m \u{1b}[32m«10.1.2.3»\u{1b}[0m \u{1b}[33m«020 7946 0958»\u{1b}[0m",
    ]);
}

#[test]
fn members_that_hold_names_of_people_match() {
    let scanner = scanner(&Kind::ALL);
    for (parent, own) in [
        ("user", "fullName"),
        ("user", "username"),
        ("user", "hash"),
        ("attributes", "user.full_name"),
        ("attributes", "user.name"),
        ("attributes", "enduser.id"),
        ("usr", "name"),
        ("attributes", "agentName"),
    ] {
        let mut matches = Vec::new();
        scanner.find_member(MemberName { parent, own }, "Ann Lee", &mut matches);
        assert_eq!(mark("Ann Lee", &matches), "«Ann Lee»", "{parent}.{own}");
    }
}

#[test]
fn what_looks_like_it_stays() {
    check(&[
        "logo@2x.png, sprite@3x.webp, user@1.service",
        r#"www-authenticate: Bearer realm="x""#,
        "Workspace Web Edition 8.5.202.17 started, 9.0.100.05, version: 8.5.201.95",
        r#"{"note":"line\n«victor@example.com»"}"#,
        "SKU 0775-53628",
        "candidate:1 1 udp 1677729535 «192.168.100.200» 46154 typ srflx raddr «10.1.2.3» rport 46154",
        "durations: 12, 345, 678, 9012; 12 345 678 9012",
        "sip:«+61412345678»@wwe.example.com",
    ]);
}

#[test]
fn a_pattern_of_telephone_numbers_alone_still_finds_what_looks_like_another_kind() {
    let matcher = Matcher::Kind(Kind::Phone);
    let pattern = Pattern { rule: "phone".into(), matcher, replacement: Replacement::Mask };
    let scanner = Scanner::compile(&[pattern]).unwrap();
    let text = "contact 498-36-0976";
    assert_eq!(mark(text, &find(&scanner, text)), "contact «498-36-0976»");
}
