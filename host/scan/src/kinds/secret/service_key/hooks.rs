//! Addresses that let anybody who knows them post a message: the secret is the end of their path.

use crate::text::bytes::is_word;
use crate::text::steps::steps;

/// What follows the first label of the host, up to the secret.
const HOOKS: &[&[u8]] = &[
    b"slack.com/services/",
    b"slack.com/workflows/",
    b"slack.com/triggers/",
    b"com/api/webhooks/",
    b"office.com/webhookb2/",
    b"office.com/webhook/",
    b"office365.com/webhook/",
    b"zapier.com/hooks/catch/",
    b"cn/open-apis/bot/v2/hook/",
    b"com/open-apis/bot/v2/hook/",
];
const SHORTEST: usize = 14;
const LONGEST: usize = 256;

/// The secret in the address whose first label ends at `end`.
pub(super) fn secret(text: &[u8], end: usize) -> Option<(usize, usize)> {
    let host = &text[end..];
    let start = end + HOOKS.iter().find(|hook| host.starts_with(hook))?.len();
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'_' | b'/' | b'@');
    let length = text[start..].iter().take(LONGEST).take_while(is_part).count();
    steps(length);
    let slashes = text[start..start + length].iter().rev().take_while(|byte| **byte == b'/').count();
    let secret = &text[start..start + length - slashes];
    let is_one = secret.len() >= SHORTEST && secret.contains(&b'/') || secret.len() >= 2 * SHORTEST;
    is_one.then_some((start, start + secret.len()))
}
