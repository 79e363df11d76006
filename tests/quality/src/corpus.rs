use crate::{
    harmless::harmless,
    locale::{Locale, locales},
    random::Random,
    row::{self, ROWS, Row, Surroundings},
    sample::{Sample, Set},
    surrounding::{Surrounding, surroundings},
    values::{phone::regions, secret::secret},
};

/// Harmless texts in each set.
pub const HARMLESS: usize = 21_000;

/// The texts of one set.
pub struct Corpus {
    pub set: Set,
    /// For each of [`ROWS`], its texts.
    pub rows: Vec<Vec<Sample>>,
    pub harmless: Vec<Sample>,
}

impl Corpus {
    pub fn new(set: Set) -> Self {
        let rows = ROWS.iter().zip(1..).map(|(row, number)| texts(row, set, Random::new(set.seed() + number)));
        Self { set, rows: rows.collect(), harmless: harmless(set, HARMLESS) }
    }

    pub fn positives(&self) -> usize {
        self.rows.iter().flatten().map(|sample| sample.values.len()).sum()
    }

    /// FNV-1a of all texts: two runs with the same digest measured the same.
    pub fn digest(&self) -> String {
        let texts = self.rows.iter().flatten().chain(&self.harmless).map(|sample| &sample.text);
        let hash = texts
            .flat_map(|text| text.bytes())
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}")
    }
}

fn texts(row: &Row, set: Set, mut random: Random) -> Vec<Sample> {
    let (locales, regions) = (locales(), regions());
    let surroundings: Vec<_> =
        surroundings().into_iter().filter(|around| around.is_in(set) && suits(around, row)).collect();
    let text = |number: usize| {
        let locale = &locales[number % locales.len()];
        if row.name == row::SECRET {
            return secret(set, row.name, locale, &mut random);
        }
        let region = if random.one_in(2) { locale.region } else { random.pick(&regions) };
        let around = surrounding(row, &surroundings, locale, &mut random);
        around.fill(row.name, locale, &mut random, |random| row.value(set, locale, region, random))
    };
    (0..row.count).map(text).collect()
}

fn suits(around: &Surrounding, row: &Row) -> bool {
    match row.surroundings {
        Surroundings::All => around.is_for_all() || around.is_for(row.kind),
        Surroundings::Silent | Surroundings::Own => around.is_for_all(),
        Surroundings::Telling => around.is_for(row.kind),
        Surroundings::Verbatim => (around.is_for_all() || around.is_for(row.kind)) && around.keeps_characters(),
    }
}

fn surrounding(row: &Row, surroundings: &[Surrounding], locale: &Locale, random: &mut Random) -> Surrounding {
    if row.surroundings != Surroundings::Telling && random.one_in(4) {
        return Surrounding::sentence(locale);
    }
    random.pick(surroundings).clone()
}
