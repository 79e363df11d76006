//! Telephone numbers that what stands around them tells, and numbers that look like addresses of hosts.

use super::marked::check;
use crate::Kind;

#[test]
fn objects_columns_and_links_tell_numbers() {
    check(
        Kind::Phone,
        &[
            "{\"telephone\":{\"type\":\"home\",\"number\":\"«08045609666»\"}}",
            "{\"phones\":[{\"type\":\"home\",\"number\":\"«778727257»\"}]}",
            "{\"key\":\"cli\",\"value\":\"«33 5774 6920»\"}, CLI : «0423867699»",
            "sms:«4155550132», anum=«778727257», B-number: «773789831»",
            "tel «415-555-0132 (ext. 123)», тел. «8 (495) 123-45-67 доб. 12»",
        ],
    );
    check(
        Kind::Phone,
        &[
            "{\"order\":{\"type\":\"home\",\"number\":\"08045609666\"}}",
            "{\"telephone\":{\"type\":\"home\"},\"order\":{\"number\":\"08045609666\"}}",
            "cli 8.1.2, CLI: 778727257 rows",
        ],
    );
}

#[test]
fn two_words_invite_a_call() {
    check(
        Kind::Phone,
        &[
            "call me at «4155550132», you can reach me on «07700900123»",
            "my number is «4155550132», mon numéro est le «0612345678»",
            "ich bin erreichbar unter «01701234567», meu número é «919612366»",
        ],
    );
    check(
        Kind::Phone,
        &[
            "call leg 4155550132, mon numéro de dossier 0612345678, mi número de pedido 919612366",
            "reach at least 1234567 users, reached on 20261122, the number of rows 4155550132, Ticket mit Nummer 01701234567",
        ],
    );
}

#[test]
fn what_is_numbered_by_parts_is_no_address() {
    check(Kind::Ipv4, &["room 4.12.6.53, section 1.2.3.4, § 3.1.4.1", "mushroom «4.12.6.53», room-«4.12.6.53»"]);
    check(Kind::Ipv6, &["EADDRINUSE :::3000, tcp6 0 0 :::22 :::* LISTEN", "peer:«::1», :«::3000:1»"]);
}
