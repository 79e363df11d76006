//! Keys whose start ends in a dot, keys in parts, and the addresses of hooks. All made up, and put together here so that nobody takes
//! them for live ones.

use super::marked::check;
use crate::Kind;

const HEX: &str = "0123456789abcdef0123456789abcdef01234567";
const WORD: &str = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9nP1qR3sT5uV7wX9zA1b";
const UUID: &str = "b5325b79-58dd-a5fc-5daf-a5030be37de7";

fn check_keys(keys: &[String]) {
    for key in keys {
        check(Kind::Secret, &[&format!("the key «{key}» is used"), &format!("used: «{key}».")]);
        check(Kind::Secret, &[&format!("the key x{key} is not"), &key[..12]]);
    }
}

#[test]
fn keys_whose_start_ends_in_a_dot_match() {
    let upper = "ABCDEFGHIJKLMNOPQRSTUVWX";
    check_keys(&[
        format!("hvs.{WORD}"),
        format!("dp.pt.{}", &WORD[..43]),
        format!("ya29.a0{WORD}"),
        format!("sl.{WORD}-{WORD}"),
        format!("dt0c01.{upper}.{WORD}"),
        format!("SG.{}.{}", &WORD[..22], &WORD[..43]),
        format!("sk.eyJ{WORD}.{}", &WORD[..22]),
        format!("amzn.mws.{UUID}"),
    ]);
    check(
        Kind::Secret,
        &["www.sl.example.com/a/very/long/path, asl.txt, ya29.example, sk.example.com, dp.pt.x, the.hvs.io"],
    );
}

#[test]
fn keys_with_other_starts_match() {
    check_keys(&[
        format!("sha256~{}", &WORD[..43]),
        format!("API-{}", "ABCDEFGH01ABCDEFGH01ABCDEF"),
        format!("cs_{HEX}"),
        format!("sdk-{UUID}"),
        format!("shpat_{}", &HEX[..32]),
        format!("sb_secret_{}", &WORD[..30]),
        format!("ABSK{WORD}{WORD}"),
        format!("EAAA{}", &WORD[..60]),
        format!("ops_eyJ{}", WORD.repeat(12)),
    ]);
    check(
        Kind::Secret,
        &["sha256~short, API-12, sdk-for-android-and-ios-with-a-long-name-2024-01, secret_of_a_long_name_in_a_program"],
    );
}

#[test]
fn keys_in_parts_match() {
    check_keys(&[
        format!("M{}.G1b2C3.{}", &WORD[..25], &WORD[..38]),
        format!("{}-us12", &HEX[..32]),
        format!("ab18Q~{}", &WORD[..34]),
        format!("{}.atlasv1.{}", &WORD[..14], WORD),
        format!("dapi{}", &HEX[..32]),
    ]);
    check(
        Kind::Secret,
        &[
            "www.google.com, cdn.jsdelivr.net, M.abcdef.x, release-us12, deadbeef-us1, a.atlasv1.b",
            "ab18Q~short, xQ~y, ~/Q~1, dapi_key, dapi0123456789, 0123456789abcdefdapi0123456789abcdef01234567",
        ],
    );
}

#[test]
fn the_path_of_a_hook_matches() {
    let (team, channel, secret) = ("T01ABCDEF", "B01ABCDEF", &WORD[..24]);
    check(
        Kind::Secret,
        &[
            &format!("post to https://hooks.slack.com/services/«{team}/{channel}/{secret}» now"),
            &format!("https://discord.com/api/webhooks/«123456789012345678/{}».", &WORD[..60]),
            &format!(
                "https://contoso.webhook.office.com/webhookb2/«{UUID}@{UUID}/IncomingWebhook/{}/{UUID}»",
                &HEX[..32]
            ),
            "https://hooks.slack.com/services/, https://discord.com/api/webhooks, https://hooks.example.com/services/a/b",
        ],
    );
}

#[test]
fn a_bot_s_token_matches_in_its_address() {
    let token = format!("123456789:AA{}", &WORD[..33]);
    check(Kind::Secret, &[&format!("https://api.telegram.org/bot«{token}»/getMe"), &format!("robot{token}")]);
}
