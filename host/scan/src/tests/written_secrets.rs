//! The ways in which a name and its secret are written.

use super::marked::{check, check_quoted};
use crate::Kind;

#[test]
fn calls_of_programs_tell_secrets() {
    check_quoted(
        Kind::Secret,
        &[
            r#"xhr.setRequestHeader("Authorization", "Splunk «d08490e2-36a8-4abd-a026-1a1b71b4685e»")"#,
            r#"req.Header.Set("X-Api-Key", "«S3cr3tP4ss»"); h.append('x-api-key','«S3cr3tP4ss»')"#,
            r#"user.setPassword("«S3cr3tP4ss»"), os.Setenv("API_KEY", `«S3cr3tP4ss»`), auth=("ann", "«S3cr3tP4ss»")"#,
            r#"[(b'host', b'example.com'), (b'authorization', b'token «8ffff524ee7ac2b2febbd43520616272»')]"#,
            r#"page.fill('#password', '«S3cr3tP4ss»'), new NetworkCredential("ann", "«S3cr3tP4ss»")"#,
            r#"request.setValue("NTLM «TlRMTVNTUAADnBR2zbUNd190s6ZQaYrx9H»", forHTTPHeaderField: "Authorization")"#,
        ],
    );
    check_quoted(
        Kind::Secret,
        &[
            r#"t("password", "Password"), get("token"), label("password", "Enter your password here")"#,
            r#"getToken("user-1234"), ["password","confirm"], call("token", 4711), ("a", "S3cr3tP4ss")"#,
            r#"t("login.password", "At least 8 characters"), t("token", "Expires in 24h"), password("must have 8")"#,
            r#"hasToken("S3cr3tP4ss"), setTokens("S3cr3tP4ss"), os.getenv("DB_PASSWORD")"#,
        ],
    );
}

#[test]
fn what_is_around_a_value_is_no_part_of_it() {
    check_quoted(
        Kind::Secret,
        &[
            r#"Options { token: Some("«S3cr3tP4ss»") }, password=SecretStr('«S3cr3tP4ss»'), x"#,
            r#"http.Header{"Authorization":[]string{"Key «d8cd212a-9c50-43df-a5fc-fb5000a12c90»"}}"#,
            r#"{"X-Api-Key":["«S3cr3tP4ss»"]}, map[X-Api-Key:[«S3cr3tP4ss»]]"#,
            "[\"password\"]=>\n  string(10) \"«S3cr3tP4ss»\"",
            "password: !secret «S3cr3tP4ss»",
            "password: |\n  «S3cr3tP4ss»\n",
            "password:\n  «S3cr3tP4ss»\n",
            r#"$password = ConvertTo-SecureString "«S3cr3tP4ss»" -AsPlainText"#,
            r#"password = """«S3cr3tP4ss»""""#,
            "- name: DB_PASSWORD\n  value: «S3cr3tP4ss»",
            "PasswordHash: «$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLM»",
            r#"{"passcode":«8348»,"queue":"x"}"#,
        ],
    );
    check_quoted(
        Kind::Secret,
        &[
            r#"token = os.getenv("API_KEY_V2"), password: describe("S3cr3tP4ss"), {"token":12}"#,
            "password:\n  username: ann\n",
            "password: |\nx",
            "- name: COLOUR\n  value: S3cr3tP4ss",
        ],
    );
}

#[test]
fn names_may_stand_elsewhere_than_before_a_colon() {
    check_quoted(
        Kind::Secret,
        &[
            r#"{:host "example.com" :sip-password "«wBQKGJRzjIS6rM»"}"#,
            r#"a:1:{s:8:"password";s:10:"«S3cr3tP4ss»";}"#,
            "Content-Disposition: form-data; name=\"password\"\r\n\r\n«S3cr3tP4ss»\r\n--x",
            "rawHeaders: [ 'Host', 'example.com', 'X-Api-Key', '«S3cr3tP4ss»' ]",
            "headers: [['Accept', '*/*'], ['Authorization', 'Token «S3cr3tP4ssS3cr3tP4ss»']]",
            "| Setting | Value |\n|---|---|\n| Bot token | «rh12dtcv544yirgswle9» |\n| Colour | red |\n| **PIN** | `«8926»` |\n",
            r#"<tr><td>Api token</td><td>«rh12dtcv544yirgswle9»</td></tr>"#,
            "<stringProp name=\"a\">Authorization</stringProp>\n<stringProp name=\"b\">Key «9cebefb5-984c-475a-99ab-c69c98c14d7a»</stringProp>",
            r#"<meta name="vpn-password" content="«S3cr3tP4ss»">, <Setting Name="ApiKey" Value="«S3cr3tP4ss»" />"#,
            r#"<header name="Authorization" value="Token «c6640cc6c4c62ac7c360972d2e62e98f»"/>, auth_header=Token «c6640cc6c4c6»"#,
            "a &lt;password&gt;«S3cr3tP4ss»&lt;/password&gt;",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:«WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4»",
            "Authorization → Token «c6640cc6c4c62ac7c360972d2e62e98ffd9d37e3», [x] Authorization -> ApiKey «Y3kxTkJCR2RmWEd6aVBn»",
        ],
    );
    check_quoted(
        Kind::Secret,
        &[
            r#"a:1:{s:6:"colour";s:10:"S3cr3tP4ss";}, at 10:"S3cr3tP4ss", {:colour "S3cr3tP4ss"}"#,
            "Content-Disposition: form-data; name=\"colour\"\r\n\r\nS3cr3tP4ss\r\n--x",
            "headers: ['Accept', 'S3cr3tP4ss'], rawHeaders: []",
            "| Name | Type |\n|---|---|\n| password | string |\n| token | varchar(255) |\n",
            "<tr><td>Password</td><td>At least 8 characters</td></tr>, {:password \"At least 8 characters\"}",
            "| Name | Rule |\n|---|---|\n| password | min. 8 characters |\n",
            "{\"auth\":1534,\"db\":12}, storageKey: \"theme\", rootKey=\"app\", mnemonic: \"addps\"",
            "<tr><td>Password</td><td>Created</td></tr>, <label>Password</label> <author>bob</author>",
            "---|---\n-- path S3cr3tP4ss, /v1/token -> 2004abcd, display inline: true, inline:abc123",
        ],
    );
}

#[test]
fn options_of_command_lines_tell_secrets() {
    check_quoted(
        Kind::Secret,
        &[
            "Connect-Crm -Server example.com -SecretKey «3J45fkigRNJl/n58TXaC»",
            r#"argv: ["node","cli.js","--sip-password","«e1Ok1^0Sbq*2Fo»","--port","5672"]"#,
            "openssl rsa -in key.pem -passin pass:«GOOC2PHPOE52ENPN» -out plain.pem",
            "curl -u ann:«S3cr3tP4ss» https://x.example, mysql -u root -p«S3cr3tP4ss» db",
            "sshpass -p '«S3cr3tP4ss»' ssh x, /usr/bin/sshpass -p «sunshine» ssh x",
            "sqlcmd -S example.com -U sa -P «Arsenal5970» -Q x; smbclient //h/rec -U ann%«S3cr3tP4ss»",
            "docker login -u ann -p «S3cr3tP4ss», keytool -storepass «S3cr3tP4ss» -keypass «S3cr3tP4ss»",
        ],
    );
    check_quoted(
        Kind::Secret,
        &[
            "docker run -p 8080:80 x, docker run -p 127.0.0.1:8080:80 x, ssh -p 2222 x, mkdir -p build7x, nmap -p 443",
            "curl -u ann https://x.example, curl -u $USER:$PASS x, sshpass -p $PASS ssh x, openssl -passin env:PASS4",
            "a - b -c, curling -u ann:S3cr3tP4ss, mysql -p, cp -a S3cr3tP4ss b",
        ],
    );
}

#[test]
fn schemes_have_digits_and_parameters() {
    check_quoted(
        Kind::Secret,
        &[
            "Authorization: HMAC-SHA256 «SignedHeaders=date;host&Signature=h1dgTMXgbLsYba8ougIz2Yae»",
            "{'Authorization': 'MAC «id=\"k1\", ts=\"1767225999\", mac=\"db3q0KILQfmPhYScBWfVKWBbabo=\"»', 'Accept': 'text/html'}",
            "curl --header 'authorization: OAuth «00Dwbj0sxIZupL0!VeeHRH0XtMp95TmVV1Iq8yyS»' -XPOST https://x.example",
            "Authorization: key-4711-4711-4711 was refused" ,
        ]
        .map(|case| if case.starts_with("Authorization: key") { "Authorization: «key-4711-4711-4711» was refused" } else { case }),
    );
    check(Kind::Bearer, &["I send Bearer «00D5g6G6YnVf8N8!AQkzjBUzKU0FDSw3» and get a 401, Bearer «abc123»!"]);
}
