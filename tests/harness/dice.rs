use serde_json::Value;

/// A generator of documents that are hard to read, the same for the same seed.
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self, sides: u64) -> u64 {
        // SplitMix64, https://prng.di.unimi.it/splitmix64.c
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Any JSON value; `depth` is how deep it lies.
    pub fn value(&mut self, depth: u64) -> Value {
        match self.roll(if depth < 6 { 8 } else { 6 }) {
            0 => Value::Null,
            1 => (self.roll(2) == 0).into(),
            2 => (self.roll(u64::MAX) as i64).into(),
            3..=5 => self.text().into(),
            6 => (0..self.roll(5)).map(|_| self.value(depth + 1)).collect(),
            _ => Value::Object((0..self.roll(5)).map(|_| (self.text(), self.value(depth + 1))).collect()),
        }
    }

    /// A text of odd characters.
    pub fn text(&mut self) -> String {
        const ODD: [char; 16] = [
            '"',
            '\\',
            '/',
            '\0',
            '\n',
            '\u{1b}',
            '\u{7f}',
            '\u{85}',
            '\u{2028}',
            '\u{202e}',
            '\u{feff}',
            'e',
            '~',
            '1',
            '\u{1f600}',
            ' ',
        ];
        (0..self.roll(12)).map(|_| ODD[self.roll(16) as usize]).collect()
    }

    /// JSON with blanks and needless escapes strewn in.
    pub fn disguise(&mut self, json: &str) -> String {
        let mut disguised = String::new();
        let (mut in_text, mut escaped, mut digits) = (false, false, 0);
        for character in json.chars() {
            match character {
                _ if digits > 0 => {
                    digits -= 1;
                    disguised.push(character);
                }
                'u' if escaped => {
                    digits = 4;
                    disguised.push(character);
                }
                'e' | '~' | '1' if in_text && !escaped && self.roll(2) == 0 => {
                    disguised.push_str(&format!("\\u{:04X}", character as u32));
                }
                '{' | '}' | '[' | ']' | ',' | ':' if !in_text && self.roll(3) == 0 => {
                    disguised.push_str(&format!(" \t{character}\r\n "));
                }
                _ => disguised.push(character),
            }
            if character == '"' && !escaped {
                in_text = !in_text;
            }
            escaped = in_text && character == '\\' && !escaped;
        }
        disguised
    }
}
