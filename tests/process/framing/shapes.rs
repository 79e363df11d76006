//! Some shapes that servers have been seen to read differently.

use sluice_identity::stand_in::AGENT_1;

/// Bytes of a client.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) made: Made,
}

/// What the service makes of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Made {
    Taken,
    /// The connection is closed after the reply, as HTTP/1.0 has it.
    TakenAndClosed,
    Refused(u16),
}

use Made::{Refused, Taken, TakenAndClosed};

const EVENT: &str = r#"{"message":"m"}"#;
/// A body for those who believe `chunked`, and a second request for those who do not.
const CHUNKED: &str = "f\r\n{\"message\":\"m\"}\r\n0\r\n\r\n";
/// What hides in a body.
const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nhost: sluice\r\n\r\n";

/// A request with these lines after its token, each with its end.
fn request(line: &str, fields: &str, body: &str) -> Vec<u8> {
    let token = AGENT_1.token;
    format!("{line}\r\nauthorization: Bearer {token}\r\n{fields}\r\n{body}").into_bytes()
}

fn post(fields: &str, body: &str) -> Vec<u8> {
    request("POST /v1/events HTTP/1.1", &format!("host: sluice\r\n{fields}"), body)
}

/// A request whose body is chunked for those who take this for it; the others see one without a body, and a second one.
fn coded(fields: &str) -> Vec<u8> {
    post(fields, CHUNKED)
}

/// A request with an event and further lines before its length.
fn sized(line: &str, fields: &str) -> Vec<u8> {
    request(line, &format!("{fields}content-length: 15\r\n"), EVENT)
}

/// One to which all the rules apply, but for its first line.
fn to(line: &str) -> Vec<u8> {
    sized(line, "host: sluice\r\n")
}

fn with(fields: &str) -> Vec<u8> {
    sized("POST /v1/events HTTP/1.1", &format!("host: sluice\r\n{fields}"))
}

fn hosts(fields: &str) -> Vec<u8> {
    sized("POST /v1/events HTTP/1.1", fields)
}

/// Chunks that are not quite.
fn chunks(body: &str) -> Vec<u8> {
    post("transfer-encoding: chunked\r\n", &format!("{body}{SMUGGLED}"))
}

fn replaced(bytes: Vec<u8>, old: &str, new: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes).expect("ASCII");
    assert!(text.contains(old));
    text.replacen(old, new, 1).into_bytes()
}

/// All of them.
pub(super) fn shapes() -> Vec<Shape> {
    let all = [bodies(), codings(), lengths(), lines(), heads(), broken_chunks()];
    all.into_iter().flatten().map(|(name, bytes, made)| Shape { name, bytes, made }).collect()
}

type Row = (&'static str, Vec<u8>, Made);

fn bodies() -> Vec<Row> {
    vec![
        ("a length", with(""), Taken),
        ("chunks", coded("transfer-encoding: chunked\r\n"), Taken),
        ("capitals and a tab", coded("Transfer-Encoding:\tCHUNKED\r\n"), Taken),
        ("blanks after a coding", coded("transfer-encoding: chunked \t\r\n"), Taken),
        (
            "an extension of a chunk",
            post("transfer-encoding: chunked\r\n", "f;a=b\r\n{\"message\":\"m\"}\r\n0\r\n\r\n"),
            Taken,
        ),
        ("a trailer", post("transfer-encoding: chunked\r\n", "f\r\n{\"message\":\"m\"}\r\n0\r\na: b\r\n\r\n"), Taken),
        ("an empty line before", [b"\r\n".to_vec(), with("")].concat(), Taken),
        ("a whole URI", to("POST http://sluice/v1/events HTTP/1.1"), Taken),
        ("an empty host", hosts("host:\r\n"), Taken),
        ("HTTP/1.0 without a host", sized("POST /v1/events HTTP/1.0", ""), TakenAndClosed),
        ("an underscore for a hyphen", with("content_length: 3\r\ntransfer_encoding: chunked\r\n"), Taken),
    ]
}

fn codings() -> Vec<Row> {
    vec![
        ("gzip, chunked", coded("transfer-encoding: gzip, chunked\r\n"), Refused(501)),
        (
            "gzip and chunked in two lines",
            coded("transfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n"),
            Refused(501),
        ),
        ("identity, chunked", coded("transfer-encoding: identity, chunked\r\n"), Refused(501)),
        ("chunked, chunked", coded("transfer-encoding: chunked, chunked\r\n"), Refused(400)),
        ("chunked in two lines", coded("transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n"), Refused(400)),
        ("an empty coding before", coded("transfer-encoding: , chunked\r\n"), Refused(400)),
        ("an empty coding after", coded("transfer-encoding: chunked,\r\n"), Refused(400)),
        ("an empty line of codings", coded("transfer-encoding:\r\ntransfer-encoding: chunked\r\n"), Refused(400)),
        ("chunked, gzip", coded("transfer-encoding: chunked, gzip\r\n"), Refused(400)),
        ("identity", coded("transfer-encoding: identity\r\n"), Refused(400)),
        ("xchunked", coded("transfer-encoding: xchunked\r\n"), Refused(400)),
        ("chunked with a parameter", coded("transfer-encoding: chunked;a=b\r\n"), Refused(400)),
        ("chunked in quotes", coded("transfer-encoding: \"chunked\"\r\n"), Refused(400)),
        ("a vertical tab before chunked", coded("transfer-encoding: \x0bchunked\r\n"), Refused(400)),
        ("a coding and a length", coded("transfer-encoding: chunked\r\ncontent-length: 4\r\n"), Refused(400)),
        ("a length and a coding", coded("content-length: 4\r\ntransfer-encoding: chunked\r\n"), Refused(400)),
        (
            "a coding in HTTP/1.0",
            request("POST /v1/events HTTP/1.0", "host: sluice\r\ntransfer-encoding: chunked\r\n", CHUNKED),
            Refused(400),
        ),
    ]
}

fn lengths() -> Vec<Row> {
    let length = |text: &str| post(&format!("content-length:{text}\r\n"), &format!("{EVENT}{SMUGGLED}"));
    vec![
        ("a length twice", length(" 15\r\ncontent-length: 15"), Refused(400)),
        ("two lengths", length(" 15\r\ncontent-length: 0"), Refused(400)),
        ("a list of lengths", length(" 15, 15"), Refused(400)),
        ("a length with a sign", length(" +15"), Refused(400)),
        ("a length in hexadecimal", length(" 0xf"), Refused(400)),
        ("an empty length", length(""), Refused(400)),
        ("a negative length", length(" -1"), Refused(400)),
        ("a blank in a length", length(" 1 5"), Refused(400)),
        ("a length beyond 64 bits", length(" 18446744073709551631"), Refused(400)),
    ]
}

fn lines() -> Vec<Row> {
    vec![
        ("a blank before the colon of a length", post("content-length : 15\r\n", EVENT), Refused(400)),
        ("a blank before the colon of a coding", coded("transfer-encoding : chunked\r\n"), Refused(400)),
        ("a tab before a colon", with("x\t: y\r\n"), Refused(400)),
        ("a folded line", with("x: y\r\n z\r\n"), Refused(400)),
        ("a folded coding", coded("transfer-encoding:\r\n chunked\r\n"), Refused(400)),
        ("a blank before the first field", replaced(with(""), "authorization", " authorization"), Refused(400)),
        ("a bare LF after the request line", replaced(with(""), "HTTP/1.1\r\n", "HTTP/1.1\n"), Refused(400)),
        ("a bare LF after a field", with("x: y\ntransfer-encoding: chunked\r\n"), Refused(400)),
        ("a bare LF at the end of the head", replaced(with(""), "15\r\n\r\n", "15\r\n\n"), Refused(400)),
        ("bare LFs throughout", replaced(with(""), "15\r\n\r\n", "15\n\n"), Refused(400)),
        ("a bare CR in a value", with("x: y\rtransfer-encoding: chunked\r\n"), Refused(400)),
        ("NUL in a value", with("x: y\0z\r\n"), Refused(400)),
        ("a line without a colon", with("x\r\n"), Refused(400)),
        ("an empty name", with(": y\r\n"), Refused(400)),
        ("a name that is not ASCII", with("ä: y\r\n"), Refused(400)),
    ]
}

fn heads() -> Vec<Row> {
    vec![
        ("no host", hosts(""), Refused(400)),
        ("two hosts", hosts("host: sluice\r\nhost: example.net\r\n"), Refused(400)),
        ("a host twice", hosts("host: sluice\r\nhost: sluice\r\n"), Refused(400)),
        ("a host with a blank", hosts("host: sluice example.net\r\n"), Refused(400)),
        ("a host with a user", hosts("host: sluice@example.net\r\n"), Refused(400)),
        ("a host with a path", hosts("host: sluice/v1\r\n"), Refused(400)),
        ("a method with a bracket", to("PO(ST /v1/events HTTP/1.1"), Refused(400)),
        ("a target without a slash", to("POST v1/events HTTP/1.1"), Refused(400)),
        ("an asterisk", to("POST * HTTP/1.1"), Refused(400)),
        ("a fragment", to("POST /v1/events#/x HTTP/1.1"), Refused(400)),
        ("a target that is not ASCII", to("POST /v1/events?ä HTTP/1.1"), Refused(400)),
        ("two blanks", to("POST  /v1/events HTTP/1.1"), Refused(400)),
        ("a tab for a blank", to("POST\t/v1/events HTTP/1.1"), Refused(400)),
        ("CONNECT", to("CONNECT sluice:80 HTTP/1.1"), Refused(400)),
        ("no version", to("POST /v1/events"), Refused(400)),
        ("HTTP/1.10", to("POST /v1/events HTTP/1.10"), Refused(400)),
        ("HTTP/2.0", to("POST /v1/events HTTP/2.0"), Refused(400)),
    ]
}

fn broken_chunks() -> Vec<Row> {
    vec![
        ("a size with a prefix", chunks("0xf\r\n{\"message\":\"m\"}\r\n0\r\n\r\n"), Refused(400)),
        ("a size with a sign", chunks("+f\r\n{\"message\":\"m\"}\r\n0\r\n\r\n"), Refused(400)),
        ("a size beyond 64 bits", chunks("1000000000000000f\r\n{\"message\":\"m\"}\r\n0\r\n\r\n"), Refused(400)),
        ("a bare LF after a size", chunks("f\n{\"message\":\"m\"}\r\n0\r\n\r\n"), Refused(400)),
        ("a bare LF in an extension", chunks("f;\n{\"message\":\"m\"}\r\n0\r\n\r\n"), Refused(400)),
        ("a chunk without its end", chunks("f\r\n{\"message\":\"m\"}0\r\n\r\n"), Refused(400)),
        ("a bare LF after a chunk", chunks("f\r\n{\"message\":\"m\"}\n0\r\n\r\n"), Refused(400)),
        ("a bare LF in a trailer", chunks("f\r\n{\"message\":\"m\"}\r\n0\r\na: b\n\r\n"), Refused(400)),
    ]
}
