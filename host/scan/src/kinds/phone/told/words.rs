//! Words that tell that a telephone number follows, in the languages of most telephone users; how they tell it is in `told`.

use crate::text::bytes::is_word;

#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "tel", "telephone", "phone", "phonenumber", "mobile", "mobilephone", "mob", "cell", "cellphone", "landline", "fax", "hotline",
    "callback", "dial", "dialing", "dialling", "dialed", "dialled", "voicemail", "ani", "dnis", "msisdn", "whatsapp", "callerid", "callto", "sip", "sips", "telefon", "telefonnummer", "tlf", "tfn",
    "handy", "handynummer", "mobil", "mobilnummer", "mobilfunk", "rufnummer", "festnetz", "portable", "telefono", "movil",
    "celular", "cellulare", "telefone", "telemovel", "telefoon", "telefoonnummer", "mobiel", "komorka", "puhelin", "puh",
    "puhelinnumero", "matkapuhelin", "gsm", "gsmnumber", "cep", "telepon", "hp", "тел", "моб", "tfno", "telefonit", "telefonoa", "mobitela", "telefonkontakt", "callbackno", "mobilszam", "tél", "tlph", "telefonszam", "telefonos", "nomor",
    "telefonas", "telefonai", "mobilusis", "talrunis", "telefons", "mobilais", "simi", "farsimi", "simanumer", "telefoni", "telefoninumber",
    "mobiil", "mobiiltelefon", "telefonu", "mobitel", "telepono", "simu", "dienthoai", "sdt", "fon", "guthan", "ffon",
    "telefona", "telefonska", "telefonski", "telefonszama", "telefonului", "telefonnummeret", "telefonnr", "telnr", "telno",
    "terugbelnummer", "terugbelnr", "foonnommer", "foon", "selfoon", "selfoonnommer", "rueckrufnummer", "rueckruf", "denwa",
    "keitai", "bimbit", "fijo", "fixo", "fisso", "mobilni", "mobiltelefon", "mobiltelefonnummer", "mobilnr", "mobiltlf", "cellulaire",
    "thoai", "ph", "faks", "faxnr", "telefax", "telefaks", "puhelinnumeroni", "puhelimeni", "kannykka", "facetime", "phonenr", "mobielnummer",
    "telefonnumre", "telefonom", "telefonie", "telefonem", "mobilu", "mobila", "gsmnummer", "landlinenumber", "telefonnumber",
    "telefoninumbri", "mobiilinumber", "telefonat", "ponsel", "telpon", "hape",
    "tlm", "fixe", "telp", "telf", "telef", "tlfnr", "tlfno", "telephon", "fono", "telefonnum", "telefonnumer",
    "ruckrufnummer", "ruckruf", "dianhua", "shouji", "callingnumber", "directline", "directdial", "ddi", "durchwahl",
    "fonos", "tlfn", "telemobil", "telfnr", "mobilenum", "phonenum", "phoneno", "mobileno", "mobilenumber", "cellno",
    "cellnumber", "telefonanschluss", "rufnr", "recapito", "recado", "kontakttelefon", "kontakttelefonnummer",
    "hemtelefon", "arbetstelefon", "mobiltel", "mobieltje", "vasttelefoon", "faxnummer", "faxnumber", "faxno",
    "numtel", "nrtel", "notel", "tlfnummer", "matkap", "gsmnr", "cepno", "ceptel", "evtel", "istel", "telefonnumret",
    "gsmtel", "smsnumber", "mobilephoneno", "handphone", "phones", "mobiles", "dectnumber", "didnumber", "callerno", "clid", "telnummer", "telefonnumer", "telefonummer", "telefoonnummers", "telefonnummern", "mobilenumbers",
    "phonenumbers", "phonecell", "hjemmetelefon", "privattelefon", "jobtelefon", "mobitelu", "telefonszamom", "nrtelefonu", "numertelefonu",
    "smsnummer", "gsmno", "whatsappnumber", "whatsappnummer", "zapzap", "fixnummer", "festnetznummer", "kontaktnummer", "contactnummer",
    "notfallnummer", "hausanschluss", "mobilfunknr", "dienstnummer",
];
#[rustfmt::skip]
const OTHER_SCRIPTS: &[&str] = &[
    "téléphone", "Téléphone", "teléfono", "Teléfono", "móvil", "Móvil", "telemóvel", "Telemóvel", "komórka", "telefonszám", "телефон", "тел.", "Тел", "моб", "τηλ", "Τηλ",
    "κινητό", "טלפון", "נייד", "هاتف", "جوال", "موبايل", "फ़ोन", "फोन", "मोबाइल", "電話", "携帯", "电话", "手机", "手機", "전화",
    "휴대폰", "연락처", "โทร", "sđt", "SĐT", "thoại", "հեռ", "ტელ",
    "telefón", "Telefón", "mobilný", "sími", "Sími", "símanúmer", "tālrunis", "Tālrunis", "tālruni", "تلفن", "تليفون", "موبایل", "همراه", "فون", "тэлефон", "мобілн", "мобильн",
    "мобилен", "GSM-номер", "утас", "ফোন", "মোবাইল", "தொலைபேசி", "ఫోన్", "ഫോൺ", "ಫೋನ್", "ફોન", "ਫੋਨ", "ስልክ", "telèfon", "mòbil", "điện thoại",
    "座机", "座機", "固话", "热线", "傳真", "传真", "ファックス", "팩스", "טל", "סלולר", "פקס", "động", "ālruņ", "élécopie", "Símanúmer", "Утас", "Тэлефон",
    "ückruf", "elefonní", "elefónne", "Моб", "мобіл", "Мобіл", "Мобил", "мобил", "Κιν", "κιν.", "факс", "Факс", "φαξ", "Φαξ", "فاكس", "جوّال", "الجوال",
    "فکس", "موبائل", "फैक्स", "โทรศัพท์", "มือถือ", "ទូរស័ព្ទ", "ဖုန်း", "ໂທລະສັບ", "දුරකථන", "Հեռ", "მობილ", "телеф", "Ұялы", "ұялы", "telefonszáma",
    "llámame", "llámenos", "llámeme", "dzwonić", "hívj", "sunați", "sunaţi", "позвон", "Позвон", "перезвон", "Tél", "tél", "tālr", "Tālr", "elefonszám", "obilszám", "omórka", "ännykkä", "elèfon", "òbil", "uthán", "ĐT", "đt", "連絡先", "핸드폰", "ਫ਼ੋਨ",
    "संपर्क", "TEL番号", "FAX番号", "Tel番号", "Ffôn", "ffôn", "Mòvil", "nömrəsi", "فیکس", "коммуникатор", "факсу", "ҳамроҳ", "Телеф", "рабочийтел", "手機號碼",
    "行動電話", "固定電話", "联系方式", "연락번호", "휴대전화", "ফ্যাক্স", "கைபேசி", "அலைபேசி", "మొబైల్", "ਮੋਬਾਈਲ", "મોબાઇલ", "ಮೊಬೈಲ್",
    "മൊബൈൽ", "แฟกซ์", "เบอร์", "מספרהטלפון", "נייח",
];
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "call", "calls", "called", "calling", "caller", "ring", "reach", "contact", "text",
    "sms", "number", "no", "nummer", "numero", "anruf", "anrufen", "ruf", "appel", "appelez", "rappel", "joindre", "llame",
    "llamar", "ligue", "contato", "contacto", "chiamare", "bel", "bellen", "kom", "soita", "volejte", "ara", "hubungi", "dn", "cli", "chiamami", "chiamatemi", "llamame", "llameme", "ligar", "zadzwonic",
    "bellt", "ringa", "ringe", "soittakaa", "rufen", "telefonieren",
];

/// The first of two words that invite a call: `call me`.
#[rustfmt::skip]
const FIRSTS: &[&str] = &[
    "call", "ring", "reach", "reached", "text", "contact", "my", "best", "alternate", "alternative", "meine",
    "erreichbar", "mich", "erreichen", "mon", "joignable", "appeler", "rappeler", "contacter", "mi", "llamar", "llamarme",
    "meu", "ligar", "ligue", "mio", "chiamare", "mijn", "bereikbaar", "bereiken", "bellen", "mitt", "nås", "mój",
    "pod", "moje", "мой", "мій", "मेरा",
];

/// Words behind a noun that say whose number it is, or where it rings: `Telefon privat`, `Tel. kom.`
#[rustfmt::skip]
pub(super) const QUALIFIERS: &[&str] = &[
    "home", "work", "office", "mobile", "cell", "private", "privat", "priv", "prive", "personal", "perso", "personnel", "business", "biz",
    "company", "main", "primary", "secondary", "alt", "alternate", "alternative", "other", "second", "direct", "day", "daytime", "evening",
    "night", "emergency", "contact", "customer", "client", "caller", "billing", "shipping", "guest", "patient", "kom", "komorkowy",
    "komórkowy", "stacjonarny", "domowy", "prywatny", "służbowy", "particular", "fijo", "fixo", "fixe", "fisso", "movil", "móvil",
    "celular", "portable", "domicile", "bureau", "professionnel", "pro", "trabajo", "trabalho", "casa", "oficina", "residencial",
    "residencia", "comercial", "ufficio", "lavoro", "abitazione", "cellulare", "werk", "thuis", "zakelijk", "vast", "mobiel", "geschäftlich",
    "geschaeftlich", "dienstlich", "beruflich", "zuhause", "festnetz", "mobil", "hem", "arbete", "arbeid", "hjemme", "koti", "dom",
    "служебный", "рабочий", "домашний", "мобильный", "личный", "ev", "kantor", "rumah", "number", "nummer", "numer", "no", "nr",
    "číslo", "cislo", "broj", "številka", "stevilka", "numarası", "numarasi", "numara", "numero", "número", "numéro", "szám", "sz", "č",
    "telefonico", "contacto", "contatto", "kontaktowy", "kontakt", "kontaktní", "kontakti", "de", "di", "da", "for", "of",
];

/// What else has numbers in groups: `order number`, `Ticket no.`
#[rustfmt::skip]
pub(super) const OF_OTHERS: &[&str] = &[
    "order", "ticket", "case", "invoice", "contract", "tracking", "reference", "ref", "booking", "reservation", "policy", "serial",
    "part", "item", "article", "model", "batch", "lot", "shipment", "delivery", "transaction", "receipt", "purchase", "po", "rma",
    "licence", "license", "incident", "request", "job", "build", "version", "document", "file", "claim", "voucher", "pedido", "factura",
    "commande", "facture", "dossier", "ordine", "fattura", "pratica", "bestelling", "faktura", "zaak",
];

/// Words by two of their letters: the first and the last, or the first two bytes.
struct Lookup<const COUNT: usize> {
    words: &'static [&'static str],
    /// For each pair of letters, by their low five bits, the index of a word, plus one, and for each word that of the
    /// next.
    heads: [u16; 1024],
    nexts: [u16; COUNT],
}

static NOUN_LOOKUP: Lookup<{ NOUNS.len() }> = Lookup::of(NOUNS, true);
static VERB_LOOKUP: Lookup<{ VERBS.len() }> = Lookup::of(VERBS, true);
static FIRST_LOOKUP: Lookup<{ FIRSTS.len() }> = Lookup::of(FIRSTS, true);
static OTHER_LOOKUP: Lookup<{ OTHER_SCRIPTS.len() }> = Lookup::of(OTHER_SCRIPTS, false);

const fn pair(first: u8, last: u8) -> usize {
    (first & 0x1f) as usize * 32 + (last & 0x1f) as usize
}

impl<const COUNT: usize> Lookup<COUNT> {
    const fn of(words: &'static [&'static str], by_last: bool) -> Self {
        let (mut heads, mut nexts, mut index) = ([0; 1024], [0; COUNT], 0);
        while index < COUNT {
            let word = words[index].as_bytes();
            let pair = pair(word[0], word[if by_last { word.len() - 1 } else { 1 }]);
            nexts[index] = heads[pair];
            heads[pair] = index as u16 + 1;
            index += 1;
        }
        Lookup { words, heads, nexts }
    }

    #[inline]
    fn has(&self, word: &[u8]) -> bool {
        let ([first, ..], [.., last]) = (word, word) else { return false };
        let head = self.heads[pair(*first, *last)];
        head != 0 && self.has_from(head, word)
    }

    fn has_from(&self, head: u16, word: &[u8]) -> bool {
        self.chained(head).any(|listed| word.len() == listed.len() && word.eq_ignore_ascii_case(listed))
    }

    /// Whether one of the words stands anywhere in a text.
    fn stands_in(&self, text: &[u8]) -> bool {
        text.windows(2).enumerate().any(|(place, letters)| {
            let head = self.heads[pair(letters[0], letters[1])];
            head != 0 && self.chained(head).any(|word| text[place..].starts_with(word))
        })
    }

    fn chained(&self, head: u16) -> impl Iterator<Item = &[u8]> {
        let next = |index: &usize| usize::from(self.nexts[*index]).checked_sub(1);
        std::iter::successors(usize::from(head).checked_sub(1), next).map(|index| self.words[index].as_bytes())
    }
}

/// Whether a word tells any plausible number.
pub(super) fn is_noun(word: &[u8]) -> bool {
    const TOUCHING: &[u8] = b"phone";
    /// Behind a noun: `Telefoonnr`.
    const SUFFIXES: [&[u8]; 4] = [b"nr", b"nummer", b"number", b"numer"];
    let before = |end: &[u8]| word.len().checked_sub(end.len()).filter(|at| word[*at..].eq_ignore_ascii_case(end));
    NOUN_LOOKUP.has(word)
        || before(TOUCHING).is_some_and(|place| place > 0)
        || matches!(word.last(), Some(b'r' | b'R'))
            && SUFFIXES.iter().filter_map(|end| before(end)).any(|place| NOUN_LOOKUP.has(&word[..place]))
}

/// Whether a word tells a number that is written in groups.
pub(super) fn is_verb(word: &[u8]) -> bool {
    VERB_LOOKUP.has(word)
}

/// Whether a word is the first of two that invite a call.
pub(super) fn is_first(word: &[u8]) -> bool {
    FIRST_LOOKUP.has(word)
}

/// Whether a word with letters beyond ASCII is among some others.
pub(super) fn has_noun_beyond_ascii(words: &[u8]) -> bool {
    !words.is_ascii() && OTHER_LOOKUP.stands_in(words)
}

/// The words of some text.
pub(super) fn words(text: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    text.split(|byte| !is_word(*byte) && *byte < 0x80)
}
