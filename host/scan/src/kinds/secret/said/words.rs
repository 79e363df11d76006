//! Words between a label and what is said of it.

/// Right before a value: `is`, in the languages that people write.
#[rustfmt::skip]
pub(super) const VERBS: &[&str] = &[
    "is", "was", "are", "now", "as", "to", "got", "received", "equals", "says", "reads", "value",
    "ist", "war", "lautet", "lauten", "heißt", "heisst", "auf", "est", "était", "sera", "es", "era", "será", "son", "fue", "è", "é", "foi", "sono", "sarà",
    "zijn", "luidt", "jest", "są", "brzmi", "na", "je", "jsou", "er", "var", "är", "on", "oli", "este", "sunt", "az",
    "adalah", "ialah", "yaitu", "là", "это", "вот", "такой", "е", "є", "це", "είναι", "ima", "yra", "ir", "olan", "şu", "şudur",
    "है", "هو", "هي", "הוא", "היא",
];
/// The same, where nothing stands between the words.
pub(super) const WIDE_VERBS: &[&str] = &["是", "为", "為", "は", "：", "은", "는", "가", "이", "คือ"];
/// Right behind a label, where more words follow: `password for the portal is`, `parola mea este`.
#[rustfmt::skip]
pub(super) const LINKS: &[&str] = &[
    "rejected", "invalid", "given", "for", "of", "from", "in", "at", "by", "has", "had", "will", "should", "i", "we", "you", "that", "here", "which", "and", "with",
    "für", "zum", "zur", "vom", "von", "des", "der", "beim", "lautete", "wurde", "pour", "du", "de", "da", "do", "dos", "das", "del", "della", "dello", "al", "para", "por", "per",
    "dla", "k", "ke", "pro", "od", "till", "til", "voor", "van", "op", "bij", "pentru", "la", "din", "untuk", "için", "için", "cho", "для", "от", "к", "за", "від", "до", "για", "του", "της",
    "của", "tôi", "aku", "ku", "mea", "mia", "mio", "mi", "meu", "minha", "moje", "moja", "mój", "mitt", "min", "mit", "mon", "ma", "mijn", "saya", "anda", "мой", "мій", "मेरा", "μου", "σας",
    "ihr", "vaše", "twoje", "temporaire", "temporal", "provisoire", "provisional", "temporanea", "tymczasowe", "dočasné", "jetzt", "ora", "ahora", "nu", "nyt", "teraz", "agora",
];

/// Right behind a label and before the verb: `password changed to …`.
pub(super) const PARTICIPLES: &[&str] =
    &["set", "reset", "changed", "updated", "rotated", "ändern", "geändert", "changé", "cambiada", "alterada"];

/// What a gap may follow beside labels.
pub(in crate::kinds::secret) fn endings() -> impl Iterator<Item = &'static str> {
    VERBS.iter().chain(WIDE_VERBS).copied()
}

/// Whether the first and last byte of a word are those of one in a list, for words of any: a quick look.
static ENDS: [u32; 32] = {
    let (mut set, mut list) = ([0; 32], 0);
    while list < 3 {
        let words = [VERBS, LINKS, PARTICIPLES][list];
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            set[(word[0] & 0x1f) as usize] |= 1 << (word[word.len() - 1] & 0x1f);
            index += 1;
        }
        list += 1;
    }
    set
};

/// Whether a word may be in a list.
pub(super) fn may_be_in_one(word: &[u8]) -> bool {
    let [first, .., last] = word else { return !word.is_empty() };
    ENDS[usize::from(first & 0x1f)] >> (last & 0x1f) & 1 == 1
}

pub(super) fn is_in(list: &[&str], word: &[u8]) -> bool {
    list.iter().any(|one| one.len() == word.len() && one.as_bytes().eq_ignore_ascii_case(word))
}
