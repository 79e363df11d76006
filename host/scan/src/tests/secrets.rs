//! Tokens and credentials, all made up.

use super::marked::check;
use crate::Kind;

#[test]
fn json_web_tokens_match() {
    check(
        Kind::Jwt,
        &[
            "«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl»",
            "token=«eyJhbGciOiJIUzI1NiJ9.e30.c2ln»&x",
            "unsecured «eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.», and «eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.».",
            "signed, and cut «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0».",
            "encrypted «eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn»",
            "cut «eyJhbGciOiJIUzI1NiJ9.eyJzdWIi»",
            "the«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln»!",
            "token «eyAiYWxnIjogIkhTMjU2IiwgInR5cCI6ICJKV1QiIH0.eyAic3ViIjogIjEiIH0.c2lnbmF0dXJl», cut «ewogICJhbGciOiAiSFMyNTYiLAogICJ0eXAiOiAiSldUIgp9.ewogICJzdWIiOiAiMSIKfQ»",
            "«ewkiYWxnIjoiSFMyNTYiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiIxIn0.c2ln» «ew0KICJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.e30.c2ln»",
        ],
    );
}

#[test]
fn what_only_looks_like_a_json_web_token_does_not_match() {
    check(
        Kind::Jwt,
        &[
            "eyJ",
            "eyJhbGciOiJIUzI1NiJ9",
            "eyJhbGciOiJIUzI1NiJ9.",
            "eyJ.eyJ.eyJ",
            "eyJhbGciOiJIUzI1NiJ9. Then",
            "a.b.c",
            "ewoksJoin.the.party",
            "eyAiYWxnIjogIkhTMjU2IiwgInR5cCI6ICJKV1QiIH0",
        ],
    );
}

#[test]
fn bearer_and_basic_credentials_match() {
    check(
        Kind::Bearer,
        &[
            "Authorization: Bearer «abc123»",
            "authorization: bearer «abcdef»",
            "BEARER   «mF_9.B5f-4.1JqM» sent",
            "Bearer «eyJhbGciOiJIUzI1NiJ9.e30.c2ln».",
            "'Bearer «c2VjcmV0Cg==»'",
            "Bearer Bearer «abc123»",
            "Bearer+«abc123»",
            "bearer «abcdefghijklmnopqrstuvwxyz»",
            "Bearer: «abc123», Bearer \"«abc123»\"",
            "Basic «dXNlcjpwYXNzd29yZA==», basic «dXNlcjpw»",
        ],
    );
}

#[test]
fn words_after_bearer_and_basic_do_not_match() {
    check(
        Kind::Bearer,
        &[
            "the bearer token is invalid",
            "bearer of news",
            "Bearer",
            "Bearer authentication failed.",
            "Basic authentication, basic usage",
            "Basic dXNlcg==",
            "forbearer abc123",
            "bearer:abc123",
            "bearer: of news",
            "number 5, bracket (x)",
        ],
    );
}

#[test]
fn credentials_in_urls_match() {
    check(
        Kind::UrlCredentials,
        &[
            "https://«user:password»@example.com/x",
            "postgres://«admin:p@ss»@db.example.com:5432/app",
            "https://«ghp0123456789abcdefgh»@example.com/repo.git",
            "https://example.com/?token=«abc»&page=2",
            "/cb?code=«4f0AbCdEfGhIjKlMnOp»&state=x",
            "#access_token=«abc»&token_type=bearer",
            "?API_KEY=«abc»&apikey=«def»&sig=«ghi»",
            "password=«hunter2»&user=bob",
            "a=b; session=«xyz»; Path=/",
            "/x;jsessionid=«0123ABC»",
            "?next=https%3A%2F%2Fexample.com%2F%3Ftoken%3D«abc»%26page%3D2",
            "authorization=«abcd1234»&x, Authorization=Bearer abc123",
            "see https://example.com/?password=«abc» now",
        ],
    );
}

#[test]
fn secrets_match_under_every_spelling_of_their_names() {
    check(
        Kind::UrlCredentials,
        &[
            "?accessToken=«S»&idToken=«S»&refreshToken=«S»&clientSecret=«S»",
            "?access-token=«S»&oauth_token=«S»&reset_token=«S»&x-access-token=«S»&id_token_hint=«S»",
            "?user[password]=«S»&ticket=«ST-1856339-aA5Yuvrxzpv8Tau1cYQ7»",
            "?key=«AIzaSyD-0123456789abcdefghijklmnopqrstu»&connect.sid=«S»",
            "#/access_token=«S»",
            "host=db user=ann password=«S»",
            "user=ann,password=«S»",
            "?next=%2Fx%3FclientSecret%3D«S»%26page%3D2",
            "Cookie: session=«S»; sid=«T»",
            "Set-Cookie: JSESSIONID=«S»; Path=/",
            "Cookie: laravel_session=«S»; __Host-session=«S», chat_session=0123456789abcdef",
            r#"{\"user\":\"ann\",\"password\":\"«a b=c»\",\"accessToken\": \"«S»\"}"#,
            r#"\\\"password\\\":\\\"«S»\\\""#,
            r#"&token=\"«S T»\" x"#,
            "token='«S»'",
            "a=b\nDB_PASSWORD=«S»\nX=1",
            "Login{x=1, password=«S1», retries=1}, Login(x=1, token=«S(1)»), [x=1 token=«S2»]",
        ],
    );
}

#[test]
fn other_parameters_and_users_without_a_password_do_not_match() {
    check(
        Kind::UrlCredentials,
        &[
            "?author=bob&monkey=1&tokens=3&barcode=123456789012345678",
            "?code=404&code=US",
            "?token=&password=",
            "?key=page-2&ticket=4711&show_password=true&has_token=1",
            "token: expired, password=",
            r#"\"tokens\":\"3\",\"author\":\"bob\",\"token\":\"\""#,
            "an access token, or a password=x",
            "ssh://git@example.com/repo.git",
            "https://example.com/@user:name",
            "https://example.com:443/a@b",
            "retry failed, token=expired",
            "if (session==null)",
            "://user:password@example.com",
            "user:password@example.com",
        ],
    );
}

#[test]
fn credentials_match_after_any_blank_and_not_the_parameters_of_a_challenge() {
    check(Kind::Bearer, &["Bearer\t«abc123»", "Bearer\r\n «abc123»", "Bearer&nbsp;«abc123def»"]);
    let texts = [
        r#"www-authenticate: Bearer realm="x""#,
        r#"WWW-Authenticate: Bearer error="invalid_token", error_description="expired""#,
        "Bearer realm=x, Bearer scope=a.b",
    ];
    let scanner = super::marked::scanner(&[Kind::Bearer]);
    for text in texts {
        assert_eq!(super::marked::find(&scanner, text), [], "{text}");
    }
}

#[test]
fn credentials_before_a_host_match_without_slashes() {
    check(
        Kind::UrlCredentials,
        &[
            "dsn: sip:«7001:09GlrasI!75»@pbx.example.com",
            "jdbc:oracle:thin:scott/«tiger9»@db:1521:orcl, sqlplus ann/«lJJgEq0h»@//db:1521/x",
            "-x «ann:S3cr3tP4ss»@10.0.0.7:8080, proxy «ann:S3cr3tP4ss»@proxy.example:3128",
        ],
    );
    check(
        Kind::UrlCredentials,
        &[
            "sip:7001@pbx.example.com:5060, sip:ann77@example.com, mailto:ann77x@example.com:25",
            "ann:password@proxy:8080, ann:S3cr3tP4ss@example.com, reg:5000/img@sha256:abc, a/b1c2d3@1.0.0",
            "npm i -S scope/b1c2d3@1.0.0, sip:7001:@pbx, sqlplus /@db, x thin:a/${PASS}@db",
        ],
    );
}
