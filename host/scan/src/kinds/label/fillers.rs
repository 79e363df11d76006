//! Words that may stand between a label and its value.

/// Words between a label and its number.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "number", "num", "no", "nr", "nummer", "numero", "número", "numéro", "id", "code", "is", "was", "on", "am", "le", "el",
    "il", "op", "den", "de", "card", "ist", "es", "est", "value", "address", "the", "in", "dne", "dia", "du", "numer",
    "číslo", "cislo", "číslem", "broj", "номер", "№", "番号", "号码", "號碼", "번호", "mon", "tue", "wed", "thu", "fri", "sat",
    "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "n°", "nº", "nbr", "numéros", "kod",
    "kodu", "kood", "koodi", "kodas", "kods", "kód", "kode", "codigo", "código", "codice", "kodo", "mã", "numarası",
    "numarasi", "numara", "număr", "număru", "numărul", "nomor", "nombor", "nambari", "številka", "stevilka", "numeris",
    "numurs", "numri", "számú", "szám", "száma", "broja", "код", "кода", "коду", "номера", "нөмірі", "αριθμός", "رقم",
    "شماره", "नंबर", "संख्या", "নম্বর", "নং", "তারিখ", "எண்", "தேதி", "సంఖ్య", "നമ്പർ", "ಸಂಖ್ಯೆ", "નંબર", "ਨੰਬਰ", "तिथि",
    "तारीख", "تاریخ", "号", "號", "番", "码", "碼", "代码", "代碼", "コード", "코드", "は", "是", "為", "为", "이", "är", "er", "je", "è", "és",
    "este", "ni", "adalah", "ialah", "yra", "ir", "são", "ang", "są", "jest", "это", "є", "είναι", "هو", "هي", "הוא", "है",
    "of", "do", "da", "del", "della", "cliente", "titular", "paciente", "customer", "client", "holder", "patient", "member",
    "day", "dag", "datum", "date", "data", "dato", "fecha", "dátum", "tarihi", "dan", "kuni",
];

/// Months as they are written before a day.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];
