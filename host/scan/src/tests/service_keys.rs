//! Keys of services, and what stands after a name in other ways than `name: value`.

use super::marked::check;
use crate::Kind;

#[test]
fn keys_with_a_start_of_their_own_match() {
    let hex = "0123456789abcdef0123456789abcdef01234567";
    let word = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9nP1qR3sT5uV7wX9zA1b";
    let keys = [
        format!("shippo_live_{hex}"),
        format!("sqp_{hex}"),
        format!("key-{}", &hex[..32]),
        format!("CCIPAT_{word}"),
        format!("phx_{}", &word[..43]),
        format!("re_{}", &word[..36]),
        format!("glc_{}+/==", &word[..36]),
        format!("sntrys_{}/+", &word[..48]),
        "pat-eu1-b5325b79-58dd-a5fc-5daf-a5030be37de7".to_owned(),
        format!("LTAI{}", &word[..20]),
        format!("AKID{}", &word[..32]),
        format!("AKCp{word}0123456789"),
        format!("EZAK{}", &word[..58]),
        format!("EAACEdEose0cBA{word}"),
    ];
    for key in keys {
        check(Kind::Secret, &[&format!("the key «{key}» is used")]);
        check(Kind::Secret, &[&format!("the key x{key} is not"), &key[..12]]);
    }
    check(
        Kind::Secret,
        &[
            "re_render_the_whole_list_of_all_members_again",
            "store_id, key-board, pat-eu1-and-more-of-a-long-name-without",
        ],
    );
}

#[test]
fn a_name_in_brackets_in_a_pair_and_before_a_verb_tells_a_secret() {
    check(
        Kind::Secret,
        &[
            "os.environ[\"API_KEY\"] = \"«Eq6RaOt2sK»\", config['password'] = '«hunter2»'",
            "{\"name\":\"x-api-key\",\"value\":\"«Eq6RaOt2sK»\"}",
            "my password is: «hunter2», mi contraseña es: «s3cr3t79»",
            "la password è: «P4ssw0rd39»",
            "PIN-Code=«9983»",
        ],
    );
    check(
        Kind::Secret,
        &[
            "{\"name\":\"colour\",\"value\":\"Eq6RaOt2sK\"}",
            "{\"password\":1,\"value\":\"Eq6RaOt2sK\"}",
            "the types: hunter2, this is: hunter2, messages: s3cr3t79",
        ],
    );
}

#[test]
fn credentials_match_after_any_scheme() {
    check(
        Kind::Secret,
        &[
            "Authorization: Klaviyo-API-Key «pk_4d0bdf39a682de88a4ec822a6ec2b638f4»",
            "Authorization: Bot «Ehy8JfzJcm7McHISjrhV2WNc.RmQRRi»",
            "Authorization: Token «token=\"oVexNt1FWV9R4YGzDAdw\"»",
            "{\"name\":\"Authorization\",\"value\":\"SSWS «00b7IMTIVrkfob2-xllTBOon»\"}",
        ],
    );
    check(Kind::UrlCredentials, &["HTTP_AUTHORIZATION=Bot Ehy8JfzJcm7McHISjrhV2WNc.RmQRRi"]);
}
