//! A quick look at what stands before a gap.

/// The low five bits of a byte.
const LOW: u8 = 0x1f;
const WORDS: usize = 1 << 15 >> 6;
/// What may stand between a label and a gap.
const MARKS: &[u8] = b"\"':.)`?";
const SHORTEST: usize = 2;

/// The three bytes before gaps that a label, or a word that leads back to one, may end in.
#[derive(Debug, Clone)]
pub(in crate::kinds::secret) struct Leads(Box<[u64; WORDS]>);

impl Default for Leads {
    fn default() -> Leads {
        Leads(Box::new([0; WORDS]))
    }
}

impl Leads {
    pub(in crate::kinds::secret) fn add_label(&mut self, label: &[u8]) {
        self.add_word(label);
        if let [.., second, last] = *label {
            MARKS.iter().for_each(|mark| self.set([second, last, *mark]));
            // `password 7 0822455D0A16`.
            (b'0'..=b'9').for_each(|level| self.set([last, b' ', level]));
        }
    }

    pub(in crate::kinds::secret) fn add_word(&mut self, word: &[u8]) {
        match *word {
            [.., third, second, last] => self.set([third, second, last]),
            [second, last] => b" \"'(_-.:".iter().for_each(|left| self.set([*left, second, last])),
            _ => debug_assert!(word.len() >= SHORTEST),
        }
    }

    fn set(&mut self, bytes: [u8; 3]) {
        let place = place(bytes);
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Whether such bytes end at `end`.
    #[inline(always)]
    pub(in crate::kinds::secret) fn may_end(&self, text: &[u8], end: usize) -> bool {
        match end.checked_sub(3).and_then(|from| text.get(from..)?.first_chunk::<3>()) {
            Some(bytes) => {
                let place = place(*bytes);
                self.0[place / 64] >> (place % 64) & 1 == 1
            }
            None => end > 0,
        }
    }
}

#[inline(always)]
fn place(bytes: [u8; 3]) -> usize {
    let [third, second, last] = bytes.map(|byte| usize::from(byte & LOW));
    third << 10 | second << 5 | last
}
