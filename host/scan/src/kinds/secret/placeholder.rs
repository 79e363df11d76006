//! What stands where a secret would: a word that is said of one, a mask, a variable of a template.

/// What is said of a secret, or stands for one.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "array", "as", "at", "be", "bearer", "basic", "been", "blank", "bool", "boolean",
    "by", "can", "cannot", "changed", "char", "confirm", "confirmed", "contains", "could", "created", "default", "deleted",
    "denied", "disabled", "does", "doesn't", "don't", "empty", "enabled", "enter", "error", "exists", "expired", "expires",
    "failed", "failure", "false", "field", "filtered", "for", "forgot", "found", "from", "function", "generated", "had", "has",
    "have", "hidden", "if", "in", "include", "incorrect", "input", "int", "integer", "invalid", "is", "isn't", "issued", "it", "key",
    "length", "long", "masked", "max", "mandatory", "may", "min", "mismatch", "missing", "must", "n/a", "needed", "never",
    "new", "nan", "nil", "no", "none", "not", "null", "number", "object", "of", "off", "ok", "old", "omit", "omitted", "on", "only",
    "optional", "or", "password", "please", "present", "provided", "received", "redacted", "refreshed", "rejected", "removed",
    "required", "reset", "revoked", "rotated", "same-origin", "saved", "secret", "sent", "set", "short", "should", "string", "strong",
    "success", "successful", "text", "that", "the", "they", "this", "to", "token", "too", "true", "type", "undefined",
    "unauthorized", "unchanged", "unknown", "unset", "updated", "use", "used", "valid", "value", "varchar", "verified", "void",
    "was", "weak", "were", "when", "will", "with", "wrong", "yes", "you", "your",
    "abgelaufen", "alt", "benötigt", "erforderlich", "falsch", "fehlt", "fehlerhaft", "geändert", "gesetzt", "gespeichert", "gültig", "leer", "neu", "nicht", "notwendig", "ungültig", "unbekannt",
    "vergessen", "wiederholen", "bestätigen", "zurücksetzen", "zurückgesetzt", "eingeben", "absent", "absente", "actuel", "ancien", "changé", "confirmer", "expiré", "incorrecte", "invalide", "manquant", "modifié", "nouveau",
    "nouvelle", "oublié", "obligatoire", "requis", "requise", "réinitialisé", "saisir", "vide", "actualizada", "cambiada", "caducada", "confirmar", "erróneo", "incorrecta", "incorrecto", "inválida", "inválido", "nueva", "nuevo",
    "obligatoria", "obligatorio", "olvidada", "olvidado", "requerida", "requerido", "vacía", "vacío", "alterada", "errada", "esquecida", "expirada", "nova", "novo", "obrigatória", "obrigatório", "vazia", "vazio",
    "cambiata", "dimenticata", "errata", "mancante", "nuova", "obbligatoria", "obbligatorio", "richiesta", "richiesto", "scaduta", "vuota", "ongeldig", "onjuist", "verplicht", "vereist", "vergeten", "verlopen", "gewijzigd", "nieuw",
    "błędne", "brak", "nieprawidłowe", "nowe", "puste", "wygasło", "wymagane", "zmienione", "chybí", "neplatné", "nesprávné", "nové", "povinné", "prázdné", "fel", "felaktigt", "glömt", "krävs", "nytt", "ogiltigt", "saknas",
    "forkert", "glemt", "kræves", "kreves", "mangler", "påkrævet", "påkrevd", "ugyldig", "ugyldigt", "geçersiz", "gerekli", "hatalı", "yanlış", "zorunlu", "неверный", "неправильный", "обязателен", "обязательно", "не", "нет", "новый",
    "изменен", "изменён", "забыли", "loading", "pending", "change", "cookie", "cookies", "header", "label", "path", "query", "body",
];

/// Whether a value, or the first bytes of a long one, holds nothing that has to go.
pub(crate) fn says_nothing(value: &[u8]) -> bool {
    let first_word = value.split(|byte| matches!(byte, b' ' | b'|')).next().unwrap_or_default();
    is_word_of_a_sentence(first_word) || is_empty(value)
}

/// The same, where no sentence stands: in a URL or an assignment of a form, any word may be a secret.
pub(crate) fn is_empty(value: &[u8]) -> bool {
    const NOTHING: [&[u8]; 19] = [
        b"true",
        b"false",
        b"null",
        b"undefined",
        b"none",
        b"nil",
        b"nan",
        b"redacted",
        b"filtered",
        b"hidden",
        b"masked",
        b"removed",
        b"omitted",
        b"empty",
        b"deleted",
        b"omit",
        b"include",
        b"same-origin",
        b"ok",
    ];
    matches!(value, b"0" | b"1" | b"-" | b"?")
        || NOTHING.iter().any(|word| value.eq_ignore_ascii_case(word))
        || is_mask(value)
        || is_variable(value)
        || is_request(value)
}

/// Whether it is a word that is said of secrets.
pub(crate) fn is_word_of_a_sentence(word: &[u8]) -> bool {
    let trimmed = word.iter().rev().take_while(|byte| matches!(byte, b',' | b'.' | b';' | b':' | b'!' | b'?')).count();
    let word = &word[..word.len() - trimmed];
    WORDS.iter().any(|one| word.eq_ignore_ascii_case(one.as_bytes()))
}

/// `****`, `xxxxxxxx`, `••••`, `--redacted--`, `(null)`.
fn is_mask(value: &[u8]) -> bool {
    const SHORTEST: usize = 3;
    const DOTS: [char; 5] = ['•', '●', '∙', '·', '⬤'];
    let is_mark = |byte: &u8| matches!(byte, b'*' | b'.' | b'#' | b'_' | b'-' | b' ');
    let has_dots = || std::str::from_utf8(value).is_ok_and(|text| text.chars().all(|one| DOTS.contains(&one)));
    let word = trimmed(value, |byte| matches!(byte, b'-' | b'_' | b'*' | b'(' | b')'));
    value.iter().all(is_mark)
        || value.len() >= SHORTEST && value.iter().all(|byte| matches!(byte, b'x' | b'X'))
        || !value.is_ascii() && has_dots()
        || word.len() < value.len()
            && (is_word_of_a_sentence(word) || matches!(value, [b'(', .., b')']) && is_words(word))
}

/// `${TOKEN}`, `$TOKEN`, `{{token}}`, `{0}`, `#{token}`, `%s`, `%TOKEN%`, `<token>`, `[hidden]`, `$(cat token)`.
fn is_variable(value: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b' ');
    match value {
        [b'$' | b'{' | b'%', b'{' | b'(' | b'%', ..] | [b'#', b'{', ..] | [b'<', ..] => true,
        [b'[', rest @ ..] => rest.last() != Some(&b']') || rest.iter().rev().skip(1).all(is_name),
        [b'{', name @ ..] => trimmed(name, |byte| byte == b'}').iter().all(is_name),
        [b'$', name @ ..] => {
            name.first().is_some_and(|byte| byte.is_ascii_uppercase() || *byte == b'_')
                && name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
        }
        [b'%', name @ .., b'%'] => name.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_'),
        [b'%', b's' | b'd' | b'v' | b'@' | b'q'] => true,
        // What a statement is given: `:password`, `@pw`.
        [b':' | b'@', name @ ..] => {
            name.first().is_some_and(u8::is_ascii_lowercase)
                && name.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
        }
        // `` `cat token.txt` ``.
        _ if value.starts_with(b"cat ") => true,
        _ => false,
    }
}

/// `your-token-here`, `INSERT_TOKEN_HERE`.
fn is_request(value: &[u8]) -> bool {
    const STARTS: [&[u8]; 5] = [b"your", b"insert", b"my-", b"my_", b"enter"];
    const THINGS: [&[u8]; 5] = [b"token", b"key", b"password", b"secret", b"pass"];
    let starts = |start: &&[u8]| value.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let is_thing = |word: &[u8]| THINGS.iter().any(|thing| word.eq_ignore_ascii_case(thing));
    STARTS.iter().any(starts) && is_words(value) && value.split(|byte| matches!(byte, b'-' | b'_' | b' ')).any(is_thing)
}

fn is_words(value: &[u8]) -> bool {
    value.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'_'))
}

fn trimmed(value: &[u8], is_edge: impl Fn(u8) -> bool) -> &[u8] {
    let start = value.iter().take_while(|byte| is_edge(**byte)).count();
    let end = value[start..].iter().rev().take_while(|byte| is_edge(**byte)).count();
    &value[start..value.len() - end]
}
