use crate::{
    random::{BASE36, BASE62, BASE64URL, Random},
    sample::{Role, Set, Value},
};
use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};

const HEADERS: &[&str] = &[
    r#"{"alg":"HS256","typ":"JWT"}"#,
    r#"{"typ":"JWT","alg":"RS256","kid":"k1"}"#,
    r#"{"alg":"ES256"}"#,
    r#"{"kid":"2026-11","alg":"PS512","typ":"at+jwt"}"#,
    r#"{"alg":"EdDSA","typ":"JWT","x5t":"abc"}"#,
];
const SPACED_HEADERS: &[&str] = &[
    r#"{ "alg": "HS256", "typ": "JWT" }"#,
    "{\"typ\": \"JWT\",\r\n \"alg\": \"HS256\"}",
    "{\n  \"alg\": \"RS256\"\n}",
];

/// RFC 7519; signed (RFC 7515), encrypted (RFC 7516) or unsecured.
pub fn jwt(set: Set, random: &mut Random) -> Value {
    let claims = format!(r#"{{"sub":"{}","iat":17{}}}"#, random.text(BASE36, 8), random.number(8));
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    match random.below(if set == Set::Published { 10 } else { 8 }) {
        0 => {
            let header = encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
            let mut part = |length| random.text(BASE64URL, length);
            Value::whole([header, part(342), part(16), part(60), part(22)].join("."))
        }
        // The last dot holds nothing.
        1 => Value::whole(format!("{}.{}", encode(r#"{"alg":"none"}"#), encode(&claims))).then(".", Role::May),
        place => {
            let spaced = place >= 8;
            let headers = if spaced { SPACED_HEADERS } else { HEADERS };
            let header = encode(headers[random.below(headers.len())]);
            Value::whole(format!("{header}.{}.{}", encode(&claims), random.text(BASE64URL, 43))).kept_out(spaced)
        }
    }
}

/// RFC 6750 and RFC 7617. The scheme may stay or go.
pub fn bearer(set: Set, random: &mut Random) -> Value {
    let token = match random.below(5) {
        0 => random.uuid(),
        1 => random.text(BASE62, 40),
        2 => random.text(BASE64URL, 43),
        3 => random.text(BASE36, 24),
        _ => format!("{}==", random.text(BASE62, 22)),
    };
    let basic = STANDARD.encode(format!("{}:{}", random.text(BASE36, 6), random.text(BASE62, 12)));
    let scheme = |before: &str, scheme: &str| Value::default().then(before, Role::Stays).then(scheme, Role::May);
    match random.below(if set == Set::Published { 13 } else { 9 }) {
        0..=2 => scheme("Authorization: ", "Bearer ").then(token, Role::Goes),
        3 => scheme("", "Bearer ").then(token, Role::Goes),
        4 => scheme("authorization: ", "bearer ").then(token, Role::Goes),
        5 => scheme("Authorization=", "Bearer ").then(token, Role::Goes),
        6..=7 => scheme("Authorization: ", "Basic ").then(basic, Role::Goes),
        8 => scheme("", "Basic ").then(basic, Role::Goes),
        9 => scheme("Authorization: ", "Bearer\t").then(token, Role::Goes).kept_out(true),
        10 => scheme("Proxy-Authorization: ", "Bearer  ").then(token, Role::Goes).kept_out(true),
        11 => scheme("authorization ", "Bearer:").then(token, Role::Goes).kept_out(true),
        _ => scheme("Authorization: ", "BEARER ").then(token, Role::Goes).kept_out(true),
    }
}
