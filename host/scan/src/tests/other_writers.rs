//! Forms of a corpus that was written without a look at the scanners.

use super::marked::check;
use crate::Kind;

#[test]
fn addresses_that_servers_have_rewritten_match_as_a_whole() {
    check(
        Kind::Email,
        &[
            "lookup[«bounce+ann.b=customer.example@list.example.com»]: miss",
            "val='«SRS0=HHHH=TT=example.net=ann@forwarder.example»' rc=0",
            "email=«ann@example.com», q=a+email=«ann@example.com»",
            "?a=b+mail=«ann.b@example.com»&x",
            "VALUES ('«山田54@example.jp»')",
            "请联系我们的客服七人«37@example.com»",
        ],
    );
}

#[test]
fn credentials_in_a_list_and_in_an_element_match() {
    check(
        Kind::Secret,
        &[
            "{\"authorization\"=>[\"GenieKey «72a8f2c3-b81e-44ab-859d-6b5dc2eacc72»\"]}",
            "<header name=\"Authorization\">Key «rYaWNcjJaHzWzHfJ3dm1r8HgW1odBDKHbivdr32s»</header>",
            "bot «781900087:AA47ICRm5df5LcO3iz-sw8Wfa8ZNH9RJkvv» is up",
            "at 10:AA47ICRm5df5LcO3iz-sw8Wfa8ZNH9RJkvv",
        ],
    );
}

#[test]
fn types_values_that_are_missing_and_versions_of_files_stay() {
    check(Kind::Secret, &["function setToken(token: string): void {}", "(password: string): Promise<void>"]);
    check(Kind::UrlCredentials, &["token=undefined", "?token=None&x=1", "?token=«undefinedly»"]);
    check(Kind::Ipv4, &["FileVersion 7.2.2.10, ProductVersion: 7.2.2.11", "conversion «7.2.2.10»"]);
}
