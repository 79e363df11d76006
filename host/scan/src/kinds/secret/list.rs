//! The names that tell secrets, in lower case and without separators.

/// What names end in.
#[rustfmt::skip]
pub(super) const ENDS: &[&str] = &[
    "password", "passwords", "passwd", "passphrase", "passcode", "passkey", "userpass", "dbpass", "rootpass", "smtppass",
    "secret", "secrets", "secretid", "secretkey", "clientsecret", "privatekey", "signingkey", "encryptionkey", "masterkey",
    "accesskey", "accountkey", "sharedkey", "apikey", "appkey", "authkey", "subscriptionkey", "sessionkey", "hmackey",
    "token", "tokenid", "tokenvalue", "idtokenhint", "hmac", "assertion", "credential", "credentials", "authorization", "authorizationheader", "authheader",
    "authcode", "authorizationcode", "verificationcode", "confirmationcode", "activationcode", "securitycode", "recoverycode",
    "backupcode", "pincode", "resetcode", "accesscode", "onetimecode", "otpcode", "mfacode", "smscode", "twofactorcode", "pairingcode",
    "cardverificationvalue", "samlrequest", "samlresponse",
    "functionskey", "aeskey", "wpakey", "wpa2key", "wpa3key", "secretkeybase", "wepkey", "deploykey",
    "authenticationkey", "webhookkey", "licensekey", "apikeys", "codeverifier", "securityanswer", "secretanswer", "memorableword", "memorableinformation", "seedphrase",
    "recoveryphrase", "logincode", "signincode", "keypass", "storepass", "sshpass", "becomepass", "ftppass", "mailpass", "adminpass",
    "ldappass", "bindpass", "mysqlpass", "redispass", "aspxauth",
    "passwort", "kennwort", "geheimzahl", "motdepasse", "motpasse", "contrasena", "contraseña", "contrasenia", "clavesecreta",
    "senha", "palavrapasse", "wachtwoord", "losenord", "lösenord", "passord", "adgangskode", "salasana", "haslo", "hasło",
    "heslo", "jelszo", "jelszó", "lozinka", "zaporka", "geslo", "sifre", "şifre", "parola", "slaptazodis", "parool",
    "пароль", "Пароль", "κωδικός", "סיסמה", "סיסמא", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "암호",
    "parolă", "parole", "parolei", "парола", "Парола", "лозинка", "Лозинка", "пароля", "slaptažodis", "lykilorð", "lykilord",
    "katalaluan", "رمزعبور", "رمزالمرور", "كلمةالمرور", "كلمةالسر", "گذرواژه", "contrasenya", "pasahitza", "fjalëkalimi", "fjalekalimi",
    "salasõna", "salasona", "nenosiri", "wagwoord", "құпиясөз", "пароли", "पासवर्ड", "পাসওয়ার্ড", "கடவுச்சொல்",
    "პაროლი", "գաղտնաբառ", "mậtmã",
    "κωδικόςπρόσβασης", "الرقمالسري", "clavedeacceso", "contraseñadeacceso", "senhadeacesso", "códigodeacceso", "codigodeacceso",
    "códigodeacesso", "codigodeacesso", "códigodeverificación", "codigodeverificacion", "códigodeverificação", "codigodeverificacao",
    "codedevérification", "codedeverification", "codicediverifica", "codicediaccesso", "bestätigungscode", "zugangscode", "sicherheitscode",
    "verifizierungscode", "einmalcode", "freischaltcode", "verificatiecode", "bevestigingscode", "toegangscode", "beveiligingscode",
    "doğrulamakodu", "кодподтверждения", "парольдоступа", "engångskod", "engangskode", "säkerhetskod", "验证码", "驗證碼", "認証コード", "確認コード",
    "인증번호",
    "verificationcodes", "backupcodes", "recoverycodes", "accesscodes", "onetimecodes", "authenticationcode", "authenticatorcode", "logoncode", "unlockcode", "doorcode", "alarmcode", "entrycode", "gatecode",
    "safecode", "invitecode", "invitationcode", "transactioncode", "verificationpin", "2facode", "signaturecode", "secretcode", "unblockcode",
    "bestätigungscodes", "einmalpasscode", "sicherheitscodes", "kartenprüfnummer", "prüfnummer", "aktivierungscode", "anmeldecode", "entsperrcode", "türcode", "pinkode", "pinkod", "pinkoodi", "pinkodi",
    "codedeconfirmation", "codedesécurité", "codedesecurite", "codesecret", "codeconfidentiel", "codedaccès", "codedacces", "codesdesecours", "codeàusageunique", "cryptogramme",
    "códigodeconfirmación", "codigodeconfirmacion", "códigodeseguridad", "codigodeseguridad", "códigosecreto", "codigosecreto", "códigodeactivación", "númerosecreto",
    "códigodesegurança", "codigodeseguranca", "códigodeconfirmação", "codigodeconfirmacao", "códigodeativação", "códigosms", "codicesegreto", "codicedisicurezza", "codicediconferma", "codicediautenticazione", "codicetemporaneo",
    "kodweryfikacyjny", "kodpotwierdzający", "kodpotwierdzajacy", "koddostępu", "koddostepu", "kodautoryzacyjny", "kodjednorazowy", "kodaktywacyjny", "kodbezpieczeństwa", "hasła", "hasłem", "hasłojednorazowe",
    "ověřovacíkód", "overovacikod", "overovacíkód", "potvrzovacíkód", "bezpečnostníkód", "přístupovékód", "heslom", "heslem", "jelszava", "jelszavam", "jelszavad", "ellenőrzőkód", "ellenőrzőkódja", "hitelesítőkód", "biztonságikód", "megerősítőkód",
    "coddeverificare", "coduldeverificare", "coddeacces", "coddesecuritate", "kodzaverifikaciju", "kodpotvrde", "sigurnosnikod", "verifikacijskakoda", "lozinku",
    "doğrulamakodunuz", "onaykodu", "onaykodunuz", "güvenlikkodu", "güvenlikkodunuz", "aktivasyonkodu", "parolam", "parolanız", "parolası", "şifrem", "şifreniz", "şifresi", "sifrem", "sifreniz",
    "verifieringskod", "bekräftelsekod", "inloggningskod", "engångskoden", "lösenordet", "bekræftelseskode", "bekreftelseskode", "sikkerhedskode", "sikkerhetskode", "kontrolkode", "adgangskoden", "passordet",
    "vahvistuskoodi", "vahvistuskoodisi", "turvakoodi", "kertakoodi", "tunnusluku", "tunnusluvun", "salasanani", "salasanasi", "salasananne", "salasanan", "kinnituskood", "patvirtinimokodas", "apstiprinājumakods",
    "кодпроверки", "кодбезопасности", "проверочныйкод", "кодактивации", "коддоступа", "одноразовыйкод", "смскод", "пинкод", "pinкод", "пин", "кодпідтвердження", "кодбезпеки", "кодзапотвърждение", "паролем", "паролю",
    "κωδικόςεπαλήθευσης", "κωδικόςεπιβεβαίωσης", "κωδικόςασφαλείας", "קודאימות", "رمزالتحقق", "رمزالتأكيد", "کدتأیید", "кодрастау", "kodeverifikasi", "kodeotp", "mãxácnhận", "mãxácminh", "mãotp", "รหัสยืนยัน",
    "動態密碼", "动态密码", "安全码", "校验码", "確認碼", "セキュリティコード", "보안코드", "인증코드", "सत्यापनकोड", "ओटीपी",
    "yourcode", "ihrcode", "votrecode", "toncode", "tucódigo", "tucodigo", "sucódigo", "sucodigo", "seucódigo", "seucodigo", "tuocodice", "suocodice", "uwcode", "jecode", "dinkod", "dinkode", "twójkod", "kodunuz",
    "вашкод", "твойкод", "miclave", "tuclave", "suclave", "questionanswer", "pinkódom", "pinkódja", "pinkód", "pinkódod", "kódom", "您的代码", "servercommunity", "presharedsecret", "bindpw", "rootpw", "dbpw", "adminpw", "userpw", "ldappw", "authpass", "emailpass", "loginpass", "wifipass", "apppass", "sqlpass", "newpass", "oldpass", "requirepass", "masterauth", "presharedkey", "networkkey", "wifikey", "sharedsecretkey", "unlockpattern", "pincodes", "encryptedpassword", "jwtsecretkey",
    "wachtwoorden", "pincode", "toegangscodes", "wachtzin", "passfrase", "passefrase", "frasesegreta", "frasedeacceso", "frasesecreta", "wachtwoordzin",
    "matkhau", "mậtkhẩu", "katasandi", "รหัสผ่าน",
];

/// Whole words that names end in.
pub(super) const WORDS: &[&str] = &[
    "tan", "mtan", "itan", "phototan", "smstan", "mpin", "upin", "cvv2", "auth", "bearer", "jwt", "pwd", "pswd", "psw",
    "pw", "psk", "mdp", "otp", "totp", "pin", "puk", "cvv", "cvc", "cvn",
];

/// Of those, the ones whose values are digits.
pub(super) const DIGITS: &[&str] = &[
    "otp",
    "totp",
    "pin",
    "puk",
    "cvv",
    "cvc",
    "cvn",
    "geheimzahl",
    "cardverificationvalue",
    "securitycode",
    "pincode",
    "tan",
    "mtan",
    "itan",
    "phototan",
    "smstan",
    "mpin",
    "upin",
    "пин",
    "пинкод",
    "pinкод",
    "pinkode",
    "pinkod",
    "pinkoodi",
    "tunnusluku",
    "kartenprüfnummer",
    "cryptogramme",
];

/// Whole names, of parameters and cookies only: as members they are ids that readers join lines by.
pub(super) const PARAMETERS: &[&str] = &["connectsid", "pass", "session", "sid", "sig"];

/// What names of parameters and cookies end in.
#[rustfmt::skip]
pub(super) const PARAMETER_ENDS: &[&str] = &[
    "sessid", "sessionid", "signature", "laravelsession", "cisession", "gitlabsession", "playsession", "racksession", "hostsession",
    "securesession", "koasess", "rememberme", "aspnetcoreidentityapplication", "aspnetcorecookies",
];

/// Words that may follow: `password_confirmation`, `newPassword2`.
#[rustfmt::skip]
pub(super) const QUALIFIERS: &[&str] = &[
    "confirmation", "confirm", "confirmed", "again", "repeat", "repeated", "verify", "verification", "old", "new", "current",
    "previous", "value", "hash", "plain", "plaintext", "text", "raw", "encoded", "base64", "encrypted", "string", "str",
    "is", "es", "ist", "est", "è", "é", "lautet", "was", "war", "jest", "är", "now",
];

/// Words before such an end that make it no secret's: a parser's tokens, what is known of a secret, where the next page begins.
#[rustfmt::skip]
pub(super) const OTHERS: &[&str] = &[
    "unexpected", "illegal", "forgot", "show", "has", "is", "no", "page", "continuation", "sync", "design", "cancel", "label", "labels", "placeholder", "hint", "caption",
];
