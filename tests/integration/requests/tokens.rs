//! Where a request may have its token, and that it is seen nowhere else.

use crate::plain;
use serde_json::json;
use sluice_identity::stand_in::AGENT_1;
use sluice_tests::{Genesys, Setup, event};

fn in_query() -> String {
    format!("/v1/events?from=beacon&access_token={}&x=y", AGENT_1.token)
}

#[test]
fn a_token_in_the_query_is_taken_where_the_operator_allows_it() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.token_in_query", true).set("log.level", "trace").start();
    let beacon = || service.ask().without("authorization").header("content-type", "text/plain;charset=UTF-8");
    beacon().path(&in_query()).json(&event("m")).send().counts(1, 0, 0);
    beacon().path(&in_query().replace('-', "%2d")).json(&event("m")).send().counts(1, 0, 0);
    for bad in ["/v1/events?access_token=", "/v1/events?access_token=a%20b", "/v1/events?access_token=a&access_token=a"]
    {
        let reply = beacon().path(bad).json(&event("m")).send();
        reply.refuses(401, "token_malformed");
        assert!(reply.text().contains("the query has no `access_token=<token>`"), "{}", reply.text());
    }
    beacon().path("/v1/events?token=a").json(&event("m")).send().refuses(401, "token_missing");
    beacon().path("/v1/events?access_token=wrong-4711").json(&event("m")).send().refuses(401, "token_refused");
    let everything = [service.output.text(), service.log.text(), service.admin("/metrics").text()].concat();
    for token in [AGENT_1.token, "wrong-4711", "access_token"] {
        assert!(!everything.contains(token), "{token} was said");
    }
}

#[test]
fn a_token_in_the_query_is_not_looked_at_unless_the_operator_allows_it() {
    let (_genesys, service) = plain();
    service.ask().without("authorization").path(&in_query()).json(&event("m")).send().refuses(401, "token_missing");
    service.ask().path(&in_query()).json(&event("m")).send().counts(1, 0, 0);
    assert!(!service.log.text().contains(AGENT_1.token));
}

#[test]
fn a_refusal_says_where_the_token_is_wrong_and_in_which_way() {
    let (_genesys, service) = plain();
    let in_body = json!({"access_token": "a b", "events": [event("m")]});
    let (request, token) = ("Bearer error=\"invalid_request\"", "Bearer error=\"invalid_token\"");
    let bare = || service.ask().without("authorization");
    for (ask, reason, challenge, said) in [
        (bare().json(&event("m")), "token_missing", "Bearer", "no token"),
        (bare().json(&in_body), "token_malformed", request, "the body's `access_token`"),
        (service.ask().token("a b").json(&event("m")), "token_malformed", request, "the header `Authorization`"),
        (
            bare().header("authorization", "Basic YTpi").json(&event("m")),
            "token_malformed",
            "Bearer",
            "`Bearer <token>`",
        ),
        (service.ask().token("of-nobody").json(&event("m")), "token_refused", token, "not valid"),
    ] {
        let reply = ask.send();
        reply.refuses(401, reason);
        assert_eq!(reply.header("www-authenticate"), challenge, "{reason}");
        assert!(reply.text().contains(said), "{}", reply.text());
    }
}

#[test]
fn tokens_in_two_places_are_a_bad_request() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.token_in_query", true).start();
    let envelope = json!({"access_token": AGENT_1.token, "events": [event("m")]});
    let twice = [
        service.ask().path(&in_query()).json(&event("m")),
        service.ask().json(&envelope),
        service.ask().without("authorization").path(&in_query()).json(&envelope),
    ];
    for ask in twice {
        let reply = ask.send();
        reply.refuses(400, "token_twice");
        assert_eq!(reply.header("www-authenticate"), "Bearer error=\"invalid_request\"");
    }
    service.wrote_nothing(0);
}

#[test]
fn a_token_among_what_a_client_sends_is_not_written() {
    let (_genesys, service) = plain();
    let text = format!("GET /?t={} {}", AGENT_1.token, AGENT_1.token);
    let line = service.line_of(&json!({"message": text, "attributes": {"Access_Token": AGENT_1.token}}));
    assert!(!line.text.contains(AGENT_1.token), "the token is in the line");
    assert!(line.at("/message").as_str().is_some_and(|message| message.starts_with("GET /?t=***")));
}
