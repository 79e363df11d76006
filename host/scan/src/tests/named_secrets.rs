//! Secrets that a name tells, in texts and in members. All made up.

use super::marked::{check, find, mark};
use crate::{Kind, Match, Matcher, MemberName, Options, Pattern, Replacement, Scanner};

/// Texts with quotes in them, which `check` would put into quotes.
fn check_quoted(cases: &[&str]) {
    let scanner = super::marked::scanner(&[Kind::Secret]);
    for case in cases {
        let text: String = case.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&text, &find(&scanner, &text)), *case);
    }
}

#[test]
fn values_after_names_match() {
    check(
        Kind::Secret,
        &[
            "password: «hunter2», user: bob",
            "login failed (password=«hunter2», user=bob)",
            "db_password = «Tr0ub4dor&3»",
            "passwordConfirmation: «hunter2» new_password_2=«hunter2»",
            "x-api-key: «9f8a7c6b5d»",
            "API key: «sk_live_4eC39HqLyjWDarjtT1zdp7dc»",
            "pin: «4711», cvv: «123», otp=«123456», security code: «987»",
            "auth_code=«Ab3dE6» tokenId: «f81d4fae-7dec» secret_id => «s3cr3t»",
            "Passwort: «geheim42», senha=«segredo1», mot de passe : «azerty12», пароль: «qwerty12»",
            "password: «sunshine»",
            "curl --token «abc123» --password=«hunter2» https://a.example",
            "--client-secret «q8XyZ»",
            "https://a.example/cb?apikey=«8HYYdOBHAUOXsuVEylKEZT»#top,y, --парола «hunter80» --密碼 «P@qmqw0rd»",
            "password -> «hunter2», [x] token => «abc123», id 5, secret := «s3cr3t»",
            "**password**: «hunter2», x;password=«hunter2»;y, ?a=1&pin=«4711»&b, (pwd=«hunter2»)",
            "import --secretKey «VXdtNEZLdGSZ» --dry-run, --authToken getUserTokenFromStore --dry-run",
            "parole: «18cef694e9153000», парола: «Zijc2qMviyMp», slaptažodis=«P@5V5w0rd», كلمة السر: «fmmije!89»",
        ],
    );
    check_quoted(&[
        r#"{"password":"«hunter2»"}"#,
        "{'password': '«hunter2»'}",
        r#"{"password": "«pass \"word»", "user": "bob"}"#,
        r#"{"رمز عبور": "«5kKwJVZ9RO»", 'mật khẩu': '«edf792c3»'}"#,
        r#"password="«correct horse»""#,
        r#"Object {apiKey: "«k9»", retry: true}"#,
        r#"{\"password\":\"«hunter2»\"}"#,
        r#"<input type="password" value="«hunter2»">"#,
        r#"<input value='«hunter2»' class="x" name='password'/>"#,
        r#"<add key="clientSecret" value="«hunter2»" />"#,
        r#"<param name="password">«hunter2»</param>, <param name="user">hunter2</param>"#,
        "&quot;password&quot;:&quot;«hunter2»&quot;, `password`: `«hunter2»`",
    ]);
    check(
        Kind::Secret,
        &[
            "<password>«hunter2»</password>",
            "<wsse:Password Type=x>«hunter2»</wsse:Password>",
            "<apiKey>«k9f8»</apiKey>, <парола>«hunter2»</парола>",
        ],
    );
}

#[test]
fn credentials_match_after_authorization_whatever_the_scheme() {
    check(
        Kind::Secret,
        &[
            "Authorization: Token «9f8a7c6b5d»",
            "authorization: ApiKey «9f8a7c6b5d», next",
            "Authorization: DPoP «eyJhbGciOi.x.y»",
            "Proxy-Authorization: Negotiate «YIIJvwYGKwYBBQUCoIIJszCCCa»",
            "Authorization: Basic «dXNlcjpwYXNz»",
            "Authorization: «550e8400-e29b-41d4-a716-446655440000»",
            "Authorization: AWS4-HMAC-SHA256 «Credential=AKIDEXAMPLE/20150830, Signature=5d672d79c15b13162d»",
        ],
    );
}

#[test]
fn what_is_said_of_secrets_and_what_only_ends_alike_does_not_match() {
    check(
        Kind::Secret,
        &[
            "author: bob42, tokenizer: v2x9, spinner: 1234, monkey=abc123, barcode: 123456",
            "password: required, token: expired, secret=missing, password must be changed",
            "password: rejected by the policy",
            "Unexpected token: name4, show_password: true1",
            "token_type: bearer1, password_strength=3weak, tokens: 1234",
            "if (token === abc1) password != x12",
            "{token:e,password:t.value,auth:this.form.auth}",
            "password: e.target.value, token=getToken(), secret: ${SECRET}, token: <token>",
            "interface User { password: string; token: number }",
            "input.password:focus, .token:hover, token::before",
            "at token:12:5, auth:1234:56",
            "--password <password>, --token TOKEN, --token",
            "token -> expired, a->password, x-->y, password->length",
            "https://token:8080/x, session: abc123, code: 1234, pin: shop, key: abc123",
            "authorization: failed for bob, Authorization: required",
            "<password/> <password></password> <label>Password</label> <author>bob</author>",
            "password: ****, token: [redacted:secret]",
        ],
    );
    check_quoted(&[
        r#"{"token":"Token","password":"Password","authToken":""}"#,
        r#"{"errors":{"password":"is too short"},"token":"null"}"#,
        r#"<input type="text" value="hunter2"> <option value="1">password</option>"#,
    ]);
}

fn member(scanner: &Scanner, own: &str, text: &str) -> String {
    let mut matches = Vec::new();
    scanner.find_member(MemberName { parent: "", own }, text, &mut matches);
    mark(text, &matches)
}

#[test]
fn the_names_of_members_tell_secrets() {
    let scanner = super::marked::scanner(&[Kind::Secret]);
    for name in [
        "password",
        "user.password",
        "http.request.header.authorization",
        "cvv",
        "cardPin",
        "otp",
        "X-API-Key",
        "newPassword2",
        "password_confirmation",
        "client_secret",
        "auth",
        "Contraseña",
        "passwordHash",
        "PIN",
        "accessTokenValue",
    ] {
        assert_eq!(member(&scanner, name, "hunter2 x4"), "«hunter2 x4»", "{name}");
    }
    for name in [
        "author",
        "tokenizer",
        "spinner",
        "session",
        "session_id",
        "code",
        "key",
        "token_type",
        "tokens",
        "nextPageToken",
        "isToken",
        "shopping",
        "bypass",
        "signature",
        "oauth_provider",
        "passenger",
        "opinion",
        "",
        "name",
    ] {
        assert_eq!(member(&scanner, name, "hunter2"), "hunter2", "{name}");
    }
    assert_eq!(member(&scanner, "authorization", "Token 9f8a7c"), "Token «9f8a7c»");
    assert_eq!(member(&scanner, "password", "is required"), "is required");
    assert_eq!(member(&scanner, "pin", "shop"), "shop");
}

#[test]
fn numbers_of_members_are_secrets_too() {
    let scanner = super::marked::scanner(&[Kind::Secret]);
    for (name, number, is_found) in
        [("pin", "4711", true), ("cvv", "123", true), ("pin", "1", false), ("count", "4711", false)]
    {
        let mut matches: Vec<Match> = Vec::new();
        scanner.find_number_of_member_while(MemberName { parent: "", own: name }, number, &mut matches, &mut || true);
        assert_eq!(!matches.is_empty(), is_found, "{name}: {number}");
    }
}

#[test]
fn settings_add_names_and_cut_them() {
    let pattern =
        |kind: Kind| Pattern { rule: kind.to_string(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask };
    let options = Options {
        secret_names: vec!["customer-no".into(), "voucher".into()],
        plain_names: vec!["token".into(), "cardPin".into()],
        ..Options::default()
    };
    let scanner = Scanner::compile_with(&[pattern(Kind::Secret), pattern(Kind::UrlCredentials)], options).unwrap();
    assert_eq!(mark("", &find(&scanner, "")), "");
    let text = "customerNo: K4711, my_voucher=abc123, token: abc123, authToken=abc123, cardPin: 1234, pin: 1234 ?voucher=x&token=y";
    let marked = "customerNo: «K4711», my_voucher=«abc123», token: abc123, authToken=abc123, cardPin: 1234, pin: «1234» ?voucher=«x»&token=y";
    assert_eq!(mark(text, &find(&scanner, text)), marked);
    assert_eq!(member(&scanner, "voucher", "x"), "«x»");
    assert_eq!(member(&scanner, "token", "abc123"), "abc123");
}

#[test]
fn a_plain_name_that_takes_nothing_away_is_refused() {
    let compile = |secret: &[&str], plain: &str| {
        let secret_names = secret.iter().map(|name| (*name).to_owned()).collect();
        let options = Options { secret_names, plain_names: vec![plain.into()], ..Options::default() };
        Scanner::compile_with(&[Pattern::masking(Kind::Secret)], options)
    };
    for plain in ["token", "nextPageToken", "card-pin", "sid", "code", "key", "inline"] {
        assert!(compile(&[], plain).is_ok(), "{plain}");
    }
    assert!(compile(&["voucher"], "giftVoucher").is_ok());
    for plain in ["zzz", "tokens2go", "authority", "giftVoucher", "spinner"] {
        let refusal = compile(&[], plain).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refusal.starts_with(&format!("the plain name {plain:?} has no effect")), "{plain}: {refusal}");
    }
}

#[test]
fn keys_of_services_match_by_their_shape() {
    check(
        Kind::Secret,
        &[
            "assumed by «AKIAIOSFODNN7EXAMPLE» today",
            "remote: «ghp_16C7e42F292c6912E7710c838347Ae178B4a».",
            "(«glpat-ABCdef1234567890ghij»)",
            "charged with «sk_live_4eC39HqLyjWDarjtT1zdp7dc»",
            "key=«AIzaSyA1234567890abcdefghijklmnopqrstuv»",
            "posted to slack as «xoxb-123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx»",
            "«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»",
            "«npm_abcdefghijklmnopqrstuvwxyz0123456789»",
            "«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», «hf_abcdefghijklmnopqrstuvwxyz0123456789», «sbp_0102030405060708090a0b0c0d0e0f1011121314»",
            "«dckr_pat_abcdefghijklmnopqrstuvwxyz_», «gsk_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMN»",
            "«ATBBabcdefghijklmnopqrstuvwxyz012345», NRAK-short, pul-request-4711, HRKU-1, gsk_idle, STATE_ATB, sbp_0102",
            "the task_id is sk_live_ and SK is a country, ASK-4711, ghp_short1, mask-sk-1",
            "https://cdn.example/AKIAIOSFODNN7EXAMPLES",
            "some_function_name_that_is_long_1234567890_and_goes_on",
        ],
    );
}

#[test]
fn private_keys_match_between_their_lines() {
    check(
        Kind::Secret,
        &[
            "-----BEGIN RSA PRIVATE KEY-----\n«MIIBOgIBAAJBAKj34GkxFhD90vcNLYLI\nnFEX6Ppy1tPf9Cnz»\n-----END RSA PRIVATE KEY-----",
            "key: -----BEGIN PRIVATE KEY----- «MIIBOgIBAAJBAKj34GkxFhD90vcN» -----END PRIVATE KEY----- ok",
            "-----BEGIN CERTIFICATE-----\nMIIBOgIBAAJBAKj34GkxFhD90vcNLYLI\n-----END CERTIFICATE-----",
        ],
    );
    let cut = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE";
    assert_eq!(find(&super::marked::scanner(&[Kind::Secret]), cut).len(), 1, "what was cut off is a key too");
}
