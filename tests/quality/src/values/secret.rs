use crate::{
    locale::Locale,
    random::{BASE62, HEX, Random},
    sample::{Place, Role, Sample, Set},
};

const NAMES: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "client_secret",
    "api_key",
    "apiKey",
    "x-api-key",
    "token",
    "access_token",
    "refreshToken",
    "sessionToken",
    "private_key",
    "secretKey",
    "authToken",
    "userPassword",
    "new_password",
    "credentials",
    "auth",
];
const NAMES_KEPT_OUT: &[&str] = &[
    "passcode",
    "password2",
    "passwordConfirmation",
    "auth_code",
    "tokenId",
    "secret_id",
    "verification_code",
    "passwort",
    "senha",
    "mot_de_passe",
    "contraseña",
    "пароль",
    "DB_PASSWORD",
    "old-password",
    "subscription-key",
];
const NUMBERS: &[&str] = &["cvv", "pin", "otp", "cvc", "security_code", "mfa_code"];
/// What is around a name and its value; those from [`FIRST_KEPT_OUT`] on are kept out.
const SYNTAXES: &[(&str, &str, &str)] = &[
    (r#"{"id":17,""#, r#"":""#, r#"","lang":"de"}"#),
    ("{'id': 17, '", "': '", "'}"),
    ("", ": ", ""),
    ("level=warn ", "=", " retry=2"),
    ("user: x\n", ": ", "\nlang: de"),
    ("<form><input type=\"password\" name=\"", "\" value=\"", "\"></form>"),
    ("import --", " ", " --dry-run"),
    ("", "=", ""),
    ("Login{user=x, ", "=", ", retries=1}"),
    ("run --", "=", ""),
    ("body was {\\\"", "\\\":\\\"", "\\\"}"),
    ("const ", " = \"", "\";"),
    ("[x] ", " -> ", ", id 5"),
];
const FIRST_KEPT_OUT: usize = 8;
const SCHEMES: &[&str] = &["Token", "ApiKey", "DPoP", "Negotiate"];

/// A secret that only its name tells.
pub fn secret(set: Set, row: &'static str, locale: &Locale, random: &mut Random) -> Sample {
    let kept_out = set == Set::Published && random.one_in(4);
    let names = if kept_out { NAMES_KEPT_OUT } else { NAMES };
    let (name, value) = match random.below(8) {
        0 => ((*random.pick(NUMBERS)).to_owned(), random.number(4)),
        1 => (locale.password.to_owned(), password(random)),
        _ => ((*random.pick(names)).to_owned(), password(random)),
    };
    let syntaxes = if set == Set::Published { SYNTAXES } else { &SYNTAXES[..FIRST_KEPT_OUT] };
    let place = random.below(syntaxes.len() + 3);
    let mut sample =
        Sample::new(row, if place > syntaxes.len() { Place::Member(name.clone()) } else { Place::Message });
    sample.form = syntaxes
        .get(place)
        .map_or("a member, or a scheme".into(), |(before, between, after)| format!("{before}NAME{between}{{}}{after}"));
    sample.kept_out = kept_out || (FIRST_KEPT_OUT..syntaxes.len()).contains(&place);
    match syntaxes.get(place) {
        Some((before, between, after)) => {
            // A name with a blank is none in a command line or an assignment.
            let name = if *between == ": " { name } else { name.replace(' ', "_") };
            sample.push(&format!("{before}{name}{between}"), Role::Stays);
            sample.push(&value, Role::Goes);
            sample.push(after, Role::Stays);
        }
        None if place == syntaxes.len() => {
            sample.push(&format!("Authorization: {} ", random.pick(SCHEMES)), Role::Stays);
            sample.push(&random.text(BASE62, 32), Role::Goes);
        }
        None => sample.push(&value, Role::Goes),
    }
    sample
}

fn password(random: &mut Random) -> String {
    match random.below(6) {
        0 => format!("hunter{}", random.between(2, 99)),
        1 => format!("{}!{}", random.text("abcdefghijklm", 6), random.between(10, 99)),
        2 => random.text(BASE62, 12),
        3 => random.text(HEX, 32),
        4 => random.uuid(),
        _ => format!("P@{}w0rd", random.text(BASE62, 3)),
    }
}
