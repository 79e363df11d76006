//! Which names tell secrets: one list for members, headers, attributes, parameters, assignments, markup and command lines.

use super::list::{DIGITS, ENDS, OTHERS, PARAMETER_ENDS, PARAMETERS, QUALIFIERS, WORDS};
use super::name::Name;
use super::said::leads::Leads;
use super::said::words;
use super::tails::Tails;

/// From this length on a `code` or a `ticket` in a URL is one that lets somebody in; shorter ones are countries and statuses.
const CODE: usize = 16;
/// From this length on a `key` in a URL is one of an API.
const KEY: usize = 30;
/// From this length on `inline` has keys of SRTP in it.
pub(super) const SRTP: usize = 40;
/// `my password is: …`, and names that they stand after.
const VERBS: &[&str] = &["is", "es", "ist", "est", "è", "é", "lautet", "was", "war", "jest", "är", "now"];
const BEFORE_VERBS: &[&str] = &[
    "password",
    "passwort",
    "kennwort",
    "passwd",
    "passcode",
    "passphrase",
    "contraseña",
    "contrasena",
    "senha",
    "passe",
    "token",
    "secret",
    "apikey",
    "pin",
    "otp",
    "code",
    "clave",
];
const MOST_QUALIFIERS: usize = 2;
/// Names that tell something of certain values only, and those by which a value is told in another way.
const OTHER_TAILS: &[&str] = &[
    "code",
    "ticket",
    "key",
    "content",
    "inline",
    "headers",
    "headerfield",
    "name",
    "default",
    "input",
    "received",
    "actual",
    "given",
    "wifi",
    "login",
    "signin",
    "authenticate",
    "logon",
];

/// For the low five bits of the last two bytes the index in `ENDS`, plus one, of an entry, and for each entry that of the next.
static CHAINS: ([u16; 1024], [u16; ENDS.len()]) = {
    let (mut heads, mut nexts, mut index) = ([0; 1024], [0; ENDS.len()], 0);
    while index < ENDS.len() {
        let entry = ENDS[index].as_bytes();
        let chain = chain(entry[entry.len() - 2], entry[entry.len() - 1]);
        nexts[index] = heads[chain];
        heads[chain] = index as u16 + 1;
        index += 1;
    }
    (heads, nexts)
};

const fn chain(second: u8, last: u8) -> usize {
    (second & 0x1f) as usize * 32 + (last & 0x1f) as usize
}

/// The entries of `ENDS` that may end like these letters.
fn ending_like(letters: &[u8]) -> impl Iterator<Item = &'static &'static str> {
    let index = |index: u16| usize::from(index).checked_sub(1);
    let first = match letters {
        [.., second, last] => index(CHAINS.0[chain(*second, *last)]),
        _ => None,
    };
    std::iter::successors(first, move |place| index(CHAINS.1[*place])).map(|place| &ENDS[place])
}

/// What a name says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A secret of any form.
    Secret,
    /// A secret that is written in digits.
    Digits,
    /// A secret where the name is that of a parameter, and the value has so many bytes or more.
    Parameter(usize),
}

/// The names that tell secrets: the built-in ones, as changed by settings.
#[derive(Debug, Clone)]
pub(crate) struct SecretNames {
    added: Vec<Vec<u8>>,
    removed: Vec<Vec<u8>>,
    tails: Tails,
    /// With the words that lead back to them in sentences.
    leads: Leads,
}

impl Default for SecretNames {
    fn default() -> SecretNames {
        SecretNames::new::<&str>(&[], &[])
    }
}

impl SecretNames {
    /// The built-in names and those in `added`, without those in `removed`. What is added is found where a name ends in all
    /// of its words; what is removed is a whole name, or an entry of the built-in list.
    pub(crate) fn new<Text: AsRef<str>>(added: &[Text], removed: &[Text]) -> SecretNames {
        let letters = |names: &[Text]| names.iter().map(|name| Name::of(name.as_ref()).letters().to_vec()).collect();
        let (added, removed): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (letters(added), letters(removed));
        let mut tails = Tails::default();
        let all = [ENDS, WORDS, PARAMETERS, PARAMETER_ENDS, QUALIFIERS, OTHER_TAILS].concat();
        all.iter().filter(|name| !VERBS.contains(name)).for_each(|name| tails.add(name.as_bytes()));
        // With these words alone end too many names.
        BEFORE_VERBS.iter().flat_map(|name| VERBS.iter().map(move |verb| [*name, *verb].concat())).for_each(|name| {
            tails.add(name.as_bytes());
        });
        added.iter().for_each(|name| tails.add(name));
        let mut leads = Leads::default();
        let labels = [ENDS, WORDS, QUALIFIERS].concat();
        labels.iter().filter(|name| name.len() > 1).for_each(|name| leads.add_label(name.as_bytes()));
        added.iter().filter(|name| name.len() > 1).for_each(|name| leads.add_label(name));
        words::endings().filter(|word| word.len() > 1).for_each(|word| leads.add_word(word.as_bytes()));
        [b"by".as_slice(), b"values", b"net"].iter().for_each(|word| leads.add_word(word));
        SecretNames { added, removed, tails, leads }
    }

    /// Whether it can make a difference when this is removed: a name that tells a secret, or that ends in an entry. The latter may
    /// tell none, such as `nextPageToken`: which do is not for settings to know.
    pub(crate) fn can_lose(&self, name: &str) -> bool {
        let name = Name::of(name);
        let ends = |entry: &[u8]| name.letters().ends_with(entry);
        let mut built_in = [ENDS, WORDS, PARAMETERS, PARAMETER_ENDS].into_iter().flatten();
        self.told_by(&name).is_some() || built_in.any(|entry| ends(entry.as_bytes()))
    }

    /// Whether the name that ends at `end` could be in the list: a quick look at its last letters.
    #[inline(always)]
    pub(crate) fn may_end(&self, text: &[u8], end: usize) -> bool {
        self.tails.has(text, end)
    }

    /// Whether a name, or a word that leads back to one, may end at `end`.
    #[inline(always)]
    pub(crate) fn may_lead(&self, text: &[u8], end: usize) -> bool {
        self.leads.may_end(text, end)
    }

    /// The last letters of all names in the list.
    pub(crate) fn tails(&self) -> &Tails {
        &self.tails
    }

    /// What a name says of its value, if it is in the list.
    pub(crate) fn told_by(&self, name: &Name) -> Option<Told> {
        let letters = name.letters();
        if let b"code" | b"ticket" = letters {
            return Some(Told::Parameter(CODE)).filter(|_| !self.is_removed(letters));
        }
        if let b"key" = letters {
            return Some(Told::Parameter(KEY)).filter(|_| !self.is_removed(letters));
        }
        if self.is_removed(letters) {
            return None;
        }
        if is_inline(name) {
            return Some(Told::Parameter(SRTP));
        }
        let mut end = letters.len();
        for _ in 0..=MOST_QUALIFIERS {
            end -= letters[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let is_whole = end == letters.len() || letters[end..].iter().all(u8::is_ascii_digit);
            match self.told_by_end(name, end) {
                // What is known of a parameter, such as its hash, is none.
                Some(Told::Parameter(_)) if !is_whole => return None,
                Some(told) => return Some(told),
                None => {}
            }
            let qualifier = QUALIFIERS.iter().find(|word| ends_in_word(name, end, word.as_bytes()))?;
            end -= qualifier.len();
        }
        None
    }

    fn told_by_end(&self, name: &Name, end: usize) -> Option<Told> {
        let letters = &name.letters()[..end];
        let last = *letters.last()?;
        let kept = |entry: &&&str| !self.is_removed(entry.as_bytes());
        let is_end = |entry: &&&str| entry.as_bytes().last() == Some(&last) && letters.ends_with(entry.as_bytes());
        let secret = ending_like(letters).find(is_end).filter(kept);
        let word = || WORDS.iter().find(|word| ends_in_word(name, end, word.as_bytes())).filter(kept);
        if let Some(entry) = secret.or_else(word) {
            let other = |other: &&str| ends_in_word(name, end - entry.len(), other.as_bytes());
            if OTHERS.iter().any(other) {
                return None;
            }
            return Some(if DIGITS.contains(entry) { Told::Digits } else { Told::Secret });
        }
        if self.added.iter().any(|added| ends_in_word(name, end, added)) {
            return Some(Told::Secret);
        }
        let parameter = PARAMETERS.iter().find(|whole| letters == whole.as_bytes());
        parameter.or_else(|| PARAMETER_ENDS.iter().find(is_end)).filter(kept).map(|_| Told::Parameter(1))
    }

    fn is_removed(&self, letters: &[u8]) -> bool {
        self.removed.iter().any(|removed| removed == letters)
    }
}

/// Whether it is the name before the keys of SRTP (RFC 4568 section 9.2).
pub(super) fn is_inline(name: &Name) -> bool {
    ends_in_word(name, name.letters().len(), b"inline")
}

/// Whether the first `end` letters of the name end in these, which begin a word.
fn ends_in_word(name: &Name, end: usize, word: &[u8]) -> bool {
    !word.is_empty() && name.letters()[..end].ends_with(word) && name.has_word_at(end - word.len())
}
