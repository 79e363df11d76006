use crate::{
    random::{BASE36, BASE62, HEX, Random},
    sample::{Role, Set, Value},
};

const SCHEMES: &[&str] = &["https", "http", "ftp", "postgres", "amqp", "redis", "mongodb+srv", "wss"];
const HOSTS: &[&str] = &["api.example.com", "db-1.internal:5432", "localhost:8080", "wwe.example.com"];
const PARAMETERS: &[&str] = &[
    "access_token",
    "token",
    "api_key",
    "apikey",
    "password",
    "id_token",
    "refresh_token",
    "client_secret",
    "sig",
    "signature",
    "session",
    "sid",
    "auth",
    "X-Amz-Signature",
    "X-Amz-Security-Token",
    "jwt",
    "pwd",
    "otp",
];
const KEPT_OUT: &[&str] = &[
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
    "user[password]",
    "X-Goog-Signature",
    "SAMLResponse",
];

/// User information (RFC 3986, section 3.2.1).
pub fn user_information(set: Set, random: &mut Random) -> Value {
    let (scheme, host) = (random.pick(SCHEMES), random.pick(HOSTS));
    let user = random.text(BASE36, 6);
    let (credentials, kept_out) = match random.below(if set == Set::Published { 7 } else { 5 }) {
        0 => (format!("{user}:p%40ss{}", random.text(BASE62, 4)), false),
        5 => (format!(":{}", random.text(BASE62, 14)), true),
        6 => (format!("{user}:{}$!*", random.text(BASE62, 8)), true),
        _ => (format!("{user}:{}", random.text(BASE62, 10)), false),
    };
    Value::default()
        .then(format!("{scheme}://"), Role::Stays)
        .then(credentials, Role::Goes)
        .then("@", Role::May)
        .then(format!("{host}/{}", random.text(BASE36, 4)), Role::Stays)
        .kept_out(kept_out)
}

/// A secret parameter among others.
pub fn parameter(set: Set, random: &mut Random) -> Value {
    let kept_out = set == Set::Published && random.one_in(3);
    let name = *random.pick(if kept_out { KEPT_OUT } else { PARAMETERS });
    let value = match (name, random.below(3)) {
        ("pin" | "cvv" | "otp", _) => random.number(4),
        (_, 0) => random.text(HEX, 32),
        (_, 1) => random.text(BASE62, 22),
        _ => random.uuid(),
    };
    let start = if random.one_in(5) { '#' } else { '?' };
    let (before, after) = match random.below(3) {
        0 => (String::new(), "#top"),
        1 => ("page=2&".to_owned(), "&lang=en"),
        _ => (String::new(), "&state=open"),
    };
    Value::default()
        .then(format!("https://{}/cb{start}{before}{name}=", random.pick(HOSTS)), Role::Stays)
        .then(value, Role::Goes)
        .then(after, Role::Stays)
        .kept_out(kept_out)
}
