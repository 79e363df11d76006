//! Files in PEM (<https://www.rfc-editor.org/rfc/rfc7468>).

use base64::{Engine, prelude::BASE64_STANDARD};
use zeroize::Zeroizing;

pub(super) fn to_pem(label: &str, der: &[u8]) -> String {
    let encoded = Zeroizing::new(BASE64_STANDARD.encode(der));
    let mut text = format!("-----BEGIN {label}-----\n");
    for (place, character) in encoded.chars().enumerate() {
        if place > 0 && place % 64 == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    text.push_str(&format!("\n-----END {label}-----\n"));
    text
}
