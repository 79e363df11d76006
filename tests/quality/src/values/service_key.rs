use crate::{
    random::{BASE62, BASE64URL, DIGITS, HEX, Random},
    sample::{Role, Set, Value},
};

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// The published shapes: what a key begins with, the alphabet of the rest and its length. From [`FIRST_KEPT_OUT`] on kept out.
const SHAPES: &[(&str, &str, usize)] = &[
    ("AKIA", UPPER, 16),
    ("ghp_", BASE62, 36),
    ("glpat-", BASE64URL, 20),
    ("sk_live_", BASE62, 24),
    ("AIza", BASE64URL, 35),
    ("npm_", BASE62, 36),
    ("xoxb-", DIGITS, 12),
    ("dop_v1_", HEX, 64),
    ("shpat_", HEX, 32),
    ("sk-ant-api03-", BASE64URL, 95),
    ("ASIA", UPPER, 16),
    ("gho_", BASE62, 36),
    ("pypi-AgEIcHlwaS5vcmc", BASE64URL, 60),
    ("hf_", BASE62, 34),
    ("SG.", BASE64URL, 22),
];
const FIRST_KEPT_OUT: usize = 10;

/// A key of a service, which its shape gives away.
pub fn service_key(set: Set, random: &mut Random) -> Value {
    let count = if set == Set::Published { SHAPES.len() } else { FIRST_KEPT_OUT };
    let place = random.below(count);
    let (start, alphabet, length) = SHAPES[place];
    let key = format!("{start}{}", random.text(alphabet, length));
    let key = match start {
        "xoxb-" => format!("{key}-{}-{}", random.number(12), random.text(BASE62, 24)),
        "SG." => format!("{key}.{}", random.text(BASE64URL, 43)),
        _ => key,
    };
    Value::whole(key).kept_out(place >= FIRST_KEPT_OUT)
}

/// RFC 7468. The lines around it may stay.
pub fn private_key(random: &mut Random) -> Value {
    let label = *random.pick(&["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"]);
    let lines: Vec<_> = (0..random.between(3, 12)).map(|_| random.text(BASE62, 64)).collect();
    Value::default()
        .then(format!("-----BEGIN {label}-----\n"), Role::May)
        .then(lines.join("\n"), Role::Goes)
        .then(format!("\n-----END {label}-----"), Role::May)
}
