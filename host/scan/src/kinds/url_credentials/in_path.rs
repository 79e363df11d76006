//! Tokens in paths, which let in whoever knows the address: `/reset-password/…`, `/invitations/…/accept`.

use crate::text::bytes::{at, before, is_word};
use crate::text::steps::steps;

/// So many letters and digits stand together in such a token; the windows of the prefilter overlap by enough to see as many.
const RUN: usize = 16;
/// Shorter texts are not looked at.
pub(crate) const SHORTEST_TEXT: usize = 36;
const LONGEST: usize = 512;
/// Of a part before the token.
const LONGEST_PART: usize = 40;
/// A user may stand between: `/reset/MQ/…`.
const LONGEST_USER: usize = 12;
/// What the part before a token says that it lets somebody do, without separators.
#[rustfmt::skip]
const PARTS: &[&[u8]] = &[
    b"reset", b"resets", b"resetpassword", b"passwordreset", b"passwordresets", b"pwreset", b"forgot", b"forgotpassword", b"recover", b"recovery", b"recoverpassword", b"setpassword",
    b"newpassword", b"createpassword", b"changepassword", b"choosepassword", b"password", b"unlock", b"unlockaccount",
    b"activate", b"activation", b"activateaccount", b"accountactivation", b"confirm", b"confirmation", b"confirmemail", b"emailconfirm", b"emailconfirmation", b"confirmaccount",
    b"verify", b"verification", b"verifyemail", b"emailverify", b"emailverification", b"validate", b"validateemail", b"invite", b"invites", b"invitation", b"invitations", b"acceptinvite",
    b"acceptinvitation", b"accept", b"join", b"magic", b"magiclink", b"magiclinks", b"magiclogin", b"loginlink", b"signinlink", b"emaillogin", b"onetimelogin", b"otl", b"onetime", b"token",
    b"hook", b"hooks", b"incomingwebhook", b"withkey", b"unsubscribe", b"optout", b"signup", b"register", b"secret", b"autologin", b"passwordless", b"einladung", b"zuruecksetzen", b"aktivieren", b"invitacion", b"reinitialiser",
];

pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    if text.len() < SHORTEST_TEXT {
        return;
    }
    for slash in memchr::memchr_iter(b'/', text) {
        if slash < floor {
            continue;
        }
        let end = part_end(text, slash + 1);
        floor = end;
        if is_token(&text[slash + 1..end]) && is_told(text, slash) {
            found(slash + 1, end);
        }
    }
}

/// Whether a token has the run of letters and digits in it that begins at `place`.
#[inline(never)]
pub(crate) fn has_run_at(text: &[u8], place: usize) -> bool {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'_');
    let length = text[..place].iter().rev().take(LONGEST).take_while(is_part).count();
    let slash = place - length;
    before(text, slash) == b'/' && is_told(text, slash - 1) && is_token(&text[slash..part_end(text, slash)])
}

fn part_end(text: &[u8], start: usize) -> usize {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'_');
    let length = text[start..].iter().take(LONGEST).take_while(is_part).count();
    steps(length);
    start + length
}

fn is_token(part: &[u8]) -> bool {
    let has_run = part.split(|byte| *byte == b'-').any(|run| run.len() >= RUN);
    has_run && part.iter().any(u8::is_ascii_digit) && part.iter().any(u8::is_ascii_alphabetic)
}

/// Whether the part before the slash, or the one before a user, tells.
fn is_told(text: &[u8], slash: usize) -> bool {
    let start = part_start(text, slash);
    if tells(&text[start..slash]) {
        return before(text, start) != b'.';
    }
    let is_user = slash - start <= LONGEST_USER && slash > start && before(text, start) == b'/';
    is_user && tells(&text[part_start(text, start - 1)..start - 1])
}

fn part_start(text: &[u8], end: usize) -> usize {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'_');
    let length = text[..end].iter().rev().take(LONGEST_PART).take_while(is_part).count();
    steps(length);
    end - length
}

fn tells(part: &[u8]) -> bool {
    let mut letters = [0; LONGEST_PART];
    let mut length = 0;
    for byte in part.iter().filter(|byte| !matches!(byte, b'-' | b'_')).take(LONGEST_PART) {
        letters[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    PARTS.contains(&&letters[..length]) && at(part, 0) != 0
}
