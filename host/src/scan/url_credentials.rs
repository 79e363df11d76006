//! Credentials in URLs (RFC 3986, RFC 6750 section 2.3): only the secret itself is the match.
//!
//! - The user information of `scheme://user:password@host`, both parts of it. Without a password it must have 20
//!   characters, as access tokens have: `ssh://git@host` stays.
//! - The value of a parameter whose whole name, in any case, is in `is_secret`: after `?`, `&`, `#`, `;`, a cookie's
//!   `; `, or at the start of the text, up to `&`, `#`, `;`, a space, a quote or an angle bracket. `author=` is no `auth=`.
//!   In a URL within a URL, `%3F`, `%26`, `%23` and `%3D` stand for the separators.
//! - The value of `code` only from 16 characters on: shorter ones are countries and statuses.

use super::bytes::{at, back, before};
use super::steps::step;

const TOKEN_AS_USER: usize = 20;
const AUTHORISATION_CODE: usize = 16;
const LONGEST_NAME: usize = 20;

pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr3_iter(b'=', b'%', b':', text) {
        step();
        if anchor < floor {
            continue;
        }
        let secret = match text[anchor] {
            b':' => user_information(text, anchor),
            _ => secret_value(text, anchor),
        };
        if let Some((start, end)) = secret {
            found(start, end);
            floor = end;
        }
    }
}

fn user_information(text: &[u8], colon: usize) -> Option<(usize, usize)> {
    if !text[colon..].starts_with(b"://") || !before(text, colon).is_ascii_alphanumeric() {
        return None;
    }
    let start = colon + 3;
    let mut end = start;
    let mut last_at = None;
    while !ends_authority(at(text, end)) {
        step();
        if text[end] == b'@' {
            last_at = Some(end);
        }
        end += 1;
    }
    let user = &text[start..last_at?];
    let password = user.iter().position(|byte| *byte == b':').is_some_and(|colon| colon + 1 < user.len());
    (password || user.len() >= TOKEN_AS_USER).then_some((start, start + user.len()))
}

fn ends_authority(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'\\' | 0x7f)
}

/// The value after `=` or `%3D` at `anchor`, if its name is a secret's.
fn secret_value(text: &[u8], anchor: usize) -> Option<(usize, usize)> {
    let encoded = text[anchor] == b'%';
    if encoded && !(at(text, anchor + 1) == b'3' && at(text, anchor + 2) | 0x20 == b'd') {
        return None;
    }
    let code = match secret_name(text, anchor)? {
        Secret::Code => true,
        Secret::Always => false,
    };
    let start = anchor + if encoded { 3 } else { 1 };
    let mut end = start;
    while !(ends_value(at(text, end)) || encoded && ends_encoded(text, end)) {
        step();
        end += 1;
    }
    let least = if code { AUTHORISATION_CODE } else { 1 };
    (end - start >= least).then_some((start, end))
}

fn ends_value(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'&' | b'#' | b';' | b'"' | b'\'' | b'<' | b'>' | b'\\' | 0x7f)
}

fn ends_encoded(text: &[u8], place: usize) -> bool {
    text[place] == b'%' && at(text, place + 1) == b'2' && matches!(at(text, place + 2), b'6' | b'3')
}

#[derive(Clone, Copy)]
pub(super) enum Secret {
    Always,
    Code,
}

/// What the parameter name before `anchor` stands for, if it is a secret and a parameter.
pub(super) fn secret_name(text: &[u8], anchor: usize) -> Option<Secret> {
    let mut start = anchor;
    let mut name = [0u8; LONGEST_NAME + 3];
    let mut free = name.len();
    while is_name(before(text, start)) {
        step();
        start -= 1;
        free = free.checked_sub(1)?;
        name[free] = text[start].to_ascii_lowercase();
    }
    let name = &name[free..];
    let name = match before(text, start) {
        b'%' => name.strip_prefix(b"3f").or(name.strip_prefix(b"26")).or(name.strip_prefix(b"23"))?,
        b'?' | b'&' | b'#' | b';' | 0 | b'"' => name,
        b' ' if back(text, start, 2) == b';' => name,
        _ => return None,
    };
    is_secret(name)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// Lower-case names of parameters.
fn is_secret(name: &[u8]) -> Option<Secret> {
    match name {
        b"code" => Some(Secret::Code),
        b"token" | b"access_token" | b"id_token" | b"refresh_token" | b"auth_token" | b"session_token" | b"jwt"
        | b"bearer" | b"auth" | b"authorization" | b"assertion" | b"client_assertion" | b"samlresponse"
        | b"samlrequest" | b"otp" => Some(Secret::Always),
        b"password" | b"passwd" | b"pwd" | b"pass" | b"passphrase" | b"new_password" | b"old_password" => {
            Some(Secret::Always)
        }
        b"secret" | b"client_secret" | b"api_key" | b"apikey" | b"api-key" | b"x-api-key" | b"access_key"
        | b"private_key" | b"credential" | b"credentials" | b"subscription-key" => Some(Secret::Always),
        b"sig"
        | b"signature"
        | b"hmac"
        | b"x-amz-signature"
        | b"x-amz-credential"
        | b"x-amz-security-token"
        | b"x-goog-signature" => Some(Secret::Always),
        b"session" | b"session_id" | b"sessionid" | b"sid" | b"jsessionid" | b"phpsessid" | b"csrf_token" => {
            Some(Secret::Always)
        }
        _ => None,
    }
}
