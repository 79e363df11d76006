//! What stands where a secret would, and stays.

use super::marked::{check, check_quoted};
use crate::Kind;

#[test]
fn masks_and_variables_are_no_secrets() {
    check_quoted(
        Kind::Secret,
        &[
            "token: your-token-here, password = INSERT_TOKEN_HERE, api_key=YOUR_API_KEY",
            r#"{"token":"${TOKEN}"}, {"token":"$TOKEN"}, {"token":"{{token}}"}, {"token":"{0}"}, {"token":"%s"}"#,
            r##"token: "#{token}", password="(null)", secret="--redacted--", pin="••••", token="●●●●", key_secret="(sensitive value)""##,
            "password: [FILTERED], token: [redacted], secret: <hidden>, token: %TOKEN%",
            "{'password' => 'required|min:8|confirmed'}, credentials: 'include', credentials: 'same-origin'",
            "Authorization: Bearer $ACCESS_TOKEN, Authorization: Token ***, authorization: Basic [FILTERED]",
            "Authorization: Bearer ${token}, {'Authorization': 'Bearer {{token}}'}, Authorization: Bearer %s",
            "struct Config { password: Option<String>, token: Secret<String> }",
            "input[type=password]:focus{outline:2px solid}, arn:aws:secretsmanager:eu:0000:secret:prod/db/x",
            "t.webhookSecret=form.value.password,t.n=void 0, token: `cat token.txt`",
            "--secret-id prod/crm, expected -----BEGIN RSA PRIVATE KEY----- but got EOF",
        ],
    );
    check(Kind::Bearer, &["Authorization: Bearer undefined", "authorization: bearer null, Authorization: Bearer none"]);
}

#[test]
fn urls_and_forms_may_have_them_too() {
    check_quoted(
        Kind::UrlCredentials,
        &[
            "https://${USER}:${PASS}@example.com, postgres://{user}:{password}@{host}/db, redis://:****@example.com:6379",
            "Password=REDACTED;, ?token=[Filtered]&a=b, ?password=XXXXXXXX, ?token={token}",
            "Login{user=1, privateKey=None}, Login{user=1, token=(null)}",
            "t.passwd=os.environ[\"SECRET\"],t.n=1",
            "t.token=props.token,t.n=void 0",
        ],
    );
    check(Kind::Email, &["https://${USER}:${PASS}@example.com, «a}@example.com»"]);
    // Any other word may be a secret there.
    check(Kind::UrlCredentials, &["?password=«secret»&token=«unknown»", "https://«ann:secret»@example.com"]);
}
