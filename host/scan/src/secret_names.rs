//! The names of parameters and members whose values are secrets, in lower case and without `-`, `_`, `.` and brackets: so
//! `access_token`, `accessToken`, `x-access-token` and `user[password]` need one entry.

/// From this length on a `code` or a `ticket` is one that lets somebody in; shorter ones are countries, statuses and numbers.
const CODE: usize = 16;
/// From this length on a `key` is one of an API.
const KEY: usize = 30;

/// Whole names that are too short, or too common as the end of others.
const WHOLE: &[&str] = &[
    "auth",
    "authorization",
    "bearer",
    "connectsid",
    "idtokenhint",
    "jwt",
    "otp",
    "pass",
    "pwd",
    "samlrequest",
    "samlresponse",
    "session",
    "sid",
    "sig",
];

/// What names end in.
const ENDS: &[&str] = &[
    "accesskey",
    "apikey",
    "assertion",
    "authkey",
    "credential",
    "credentials",
    "hmac",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "sessid",
    "sessionid",
    "signature",
    "subscriptionkey",
    "token",
];

/// How long the value of such a name must be to be a secret; None where the name is no secret's.
pub(super) fn least_length(name: &[u8]) -> Option<usize> {
    match name {
        b"code" | b"ticket" => Some(CODE),
        b"key" => Some(KEY),
        _ => {
            let secret = WHOLE.iter().any(|whole| name == whole.as_bytes())
                || ENDS.iter().any(|end| name.ends_with(end.as_bytes()));
            secret.then_some(1)
        }
    }
}

/// Bit n is set if such a name ends in the byte whose low five bits are n, or in a bracket after it.
pub(super) const LAST_BYTES: u32 = {
    let last = b"cdeghlnprsty]";
    let mut bits = 0;
    let mut place = 0;
    while place < last.len() {
        bits |= 1 << (last[place] & 0x1f);
        place += 1;
    }
    bits
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_letter_of_every_name_is_among_the_last_bytes() {
        for name in WHOLE.iter().chain(ENDS).chain(&["code", "ticket", "key"]) {
            assert!(LAST_BYTES >> (name.as_bytes()[name.len() - 1] & 0x1f) & 1 == 1, "{name}");
        }
    }
}
