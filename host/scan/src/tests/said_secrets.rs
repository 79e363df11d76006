//! Secrets that words, blanks and order tell, and sentences about secrets.

use super::marked::{check, check_quoted};
use crate::Kind;

#[test]
fn people_say_secrets_in_many_languages() {
    check_quoted(
        Kind::Secret,
        &[
            "Hi, my password is «hunter2!» please reset it",
            "customer: my card cvv is «737»",
            "caller entered pin «4711» on keypad",
            "Login with password «84Saddlele» failed",
            "agent: the password for the portal is: «29Copperwu»",
            "Agent: I reset it, your new password is «IPnim16MNYzW»",
            "password changed to «NewPass99»",
            "Mein Kennwort ist «Meadow#187»",
            "Ihre TAN lautet: «313-587»",
            "mon mot de passe est «Walnut#912»",
            "Votre code de vérification est «286794».",
            "mi contraseña es «cactus2783», gracias",
            "a senha do wifi é «casa1234!»",
            "Il tuo codice di verifica è «5665701»",
            "Het wachtwoord is «Glacier#251»",
            "mitt lösenord är «76Thundertx»",
            "mit adgangskode er «Maple#448»",
            "Salasanani on «qMKDa7qmI»",
            "moje hasło to «timber6993»",
            "Kod weryfikacyjny: «814-372»",
            "Moje heslo je «80Falconri»",
            "A jelszavam «Nyar2024!»",
            "Parola mea este «Lantern#453»",
            "Doğrulama kodunuz: «521-749»",
            "мой пароль «Thunder#706», не могу войти",
            "Пароль от wifi: «Leto2024!»",
            "PIN-код: «0476»",
            "Ο κωδικός μου είναι «Kalo2024!»",
            "我的密码是«Summer2024»",
            "パスワードは «Natsu2024!» です",
            "Mật khẩu của tôi là «He2024!»",
        ],
    );
}

#[test]
fn codes_are_said_in_groups_lists_and_before_their_names() {
    check_quoted(
        Kind::Secret,
        &[
            "Security code: «972-147»",
            "Your one-time code: «482 913»",
            "totp: «GGYLXA5R», next",
            "backup codes: «12345678, 23456789, 34567890»",
            "«G-482913» is your Google verification code",
            "Use «482913» as your OTP for login",
            "your PIN is «71392», can you check it please",
        ],
    );
}

#[test]
fn statements_commands_and_directives_tell_secrets() {
    check_quoted(
        Kind::Secret,
        &[
            "ALTER USER app WITH PASSWORD '«k61lU;2Pve&17»';",
            "CREATE ROLE r LOGIN PASSWORD '«sailor bramble silver canyon 31»' VALID UNTIL 'infinity';",
            "GRANT SELECT ON a.* TO 'bi'@'%' IDENTIFIED BY '«canyon pepper dolphin glacier 65»';",
            "SET PASSWORD FOR ann = '«Sommer2024!»'",
            "INSERT INTO users (id, email, api_token) VALUES (7, 'x, y', '«0d9c7256e69cc0b8287080f6b7»')",
            "requirepass «Saddle%46#csh» #",
            "setx API_TOKEN \"«mkahbgy6l3e4zx4ru6sshiod4q»\"",
            "enable secret 5 «$1$mERr$hx5rVt7rPNoS4wqbXKX7m0»",
            "proxy_set_header Authorization 'ApiKey «If536aIZnNN9wXTUKWZS6U5dCQOd6WGNAq84KFhgzKBL»';",
            "net use Z: \\host\\share /user:ann «Sommer2024x»",
            "machine api.example.com login ann password «Sommer2024x»",
            "db.example.com:5432:crm:ann:«Sommer2024x»",
            "WIFI:T:WPA;S:guest;P:«Rocket_62_rocket»;;",
            "\"AUTH\" \"«Sommer2024x»\"",
        ],
    );
}

#[test]
fn what_was_rejected_or_given_tells_secrets() {
    check_quoted(
        Kind::Secret,
        &[
            "{\"errors\":[{\"field\":\"password\",\"rejectedValue\":\"«EdzQ02/68wJ0/27»\",\"message\":\"no\"}]}",
            "{\"type\":\"too_short\",\"loc\":[\"body\",\"password\"],\"msg\":\"short\",\"input\":\"«abc12x»\"}",
            "Field error on field 'password': rejected value [«Sommer2024x»]; codes",
            "type check failed for prop \"token\". Got \"«live_Mj5LXd3mOic1x2kUC7YSrhc2»\"",
            "Error: Cannot decrypt with passphrase '«R5a05;9DtE&76»'",
            "localStorage.getItem('access_token') => '«live_LY0fQ1WpS22FkszZFXNekbJD»'",
            "variable api_key { default = \"«UgZjBr66BTJk»\" }",
            "Object.entries: [[\"password\",\"«orchid winter falcon tulip 95»\"]]",
            "new Headers([['authorization', 'DPoP «Yoza0KMk8JEU9e9_PALvAK7yzw7HqtAvfH98gfUi2ks2GOTIhDe»']])",
            "{Endpoint:https://s3.example.com AccessKey:«f3d38c74-6265-45ca-b083-6256b95d370b» Bucket:x}",
            "wrangler secret: API_TOKEN=\"«6NZ5E-2QV9S-69V4N-61OD1-5UCHG»\"",
            "signIn(\"ann\", \"«Sommer2024!»\") at 1",
        ],
    );
}

#[test]
fn columns_are_headed_by_the_names_of_secrets() {
    check_quoted(
        Kind::Secret,
        &[
            "label\tapi_key\ncrm\t«BXF1X-CHD2K-V6SH1-78C33-GP18C»\nweb\t«CXF1X-CHD2K-V6SH1-78C33-GP18D»\n",
            "queue\tpin\nsales\t«0225»\n",
            "tenant,client_secret,created\nacme,«7B7WW-HFF6X-MZR9K»,2024-05-01\n",
            "| name | token |\n|---|---|\n| crm | «5Y9A8GLISw8t» |\n",
            "header;value\nAccept;text/html2\nAuthorization;token «0d9c7256e69cc0b8287080f6b7b8162c»\n",
            "name,token\ncolour,«S3cr3tP4ss»\nred\nname,S3cr3tP4ss\n",
        ],
    );
    check_quoted(
        Kind::Secret,
        &[
            "name,colour\nann,S3cr3tP4ss\n",
            "Reset the password, then log in\nann,S3cr3tP4ss,x\n",
            "name,token\nann,none\n",
        ],
    );
}

#[test]
fn paths_hold_tokens() {
    check(
        Kind::UrlCredentials,
        &[
            "https://desk.example.com/invitations/«kE5u5YcctUrIlvwOBg631W0s4bB1WQ1o»/accept",
            "GET https://portal.acme.io/reset-password/«djcQXFvrsxsKQZPLgvCaF2B4QCERnG3g0qkTslf8Ze9» 200",
            "https://crm.example.eu/activate/«Y-YF09xDrJCiTE0P2HcO14»",
            "https://crm.example.eu/reset/MQ/«bn2l4g-3f5bc0ffee3f5bc0ffee»/",
        ],
    );
    check(
        Kind::UrlCredentials,
        &[
            "https://docs.example.com/confirm/understanding-how-email-works-in-2024",
            "https://shop.example.com/products/kE5u5YcctUrIlvwOBg631W0s4bB1WQ1o",
            "https://shop.example.com/verify/step-2-of-3-confirm-address",
            "https://shop.example.com/reset.js/kE5u5YcctUrIlvwOBg631W0s4bB1WQ1o",
        ],
    );
}

#[test]
fn sentences_about_secrets_stay() {
    check_quoted(
        Kind::Secret,
        &[
            "password must be 8-64 characters, and was last changed on 2024-05-01",
            "failed password for root from host7 port 52114 ssh2",
            "token is valid for 3600 seconds, expires at 2024-05-01T10:00:00Z",
            "Unexpected token 'export' in module.js at position 120",
            "prompt_tokens: 512, token count is 1024, max 4096",
            "secret \"db-credentials\" not found in namespace \"prod2\"",
            "GPIO pin 17 set to high, tan 45 degrees, jwt is HS256-signed",
            "status code is 200, error code 50013, exit code is 137",
            "Authorization token expired 5 minutes ago, authorization failed with 401",
            "OTP expires in 300 seconds, cvv length is 3, PIN must be 4 digits",
            "verification code expired after 10 minutes, you have 10 recovery codes",
            "the password reset link was sent to user4711",
            "mon mot de passe est oublié depuis 2024, mot de passe: 8 caractères minimum",
            "Код ошибки: 404, kod błędu: 500, código de error: 404",
            "密码错误次数: 3, 验证码已发送, 60秒后重试",
            "login(\"ann\", \"manual\"), const token = list.next",
            "level=error msg=\"invalid password\" attempts=3",
            "INSERT INTO t (name, password) VALUES ($1, $2)",
            "Passwort: erforderlich, {\"policy\":{\"password\":{\"minLength\":12}}}",
        ],
    );
    check_quoted(Kind::UrlCredentials, &["e.token=t.token,e.secret=n.secret", "password=:password", "?sig=ok&x=1"]);
    check_quoted(Kind::Bearer, &["Authorization: Bearer YOUR_TOKEN"]);
}
