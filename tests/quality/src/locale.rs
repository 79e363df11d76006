/// One line of `data/locales.tsv`.
#[derive(Clone, Debug)]
pub struct Locale {
    pub tag: &'static str,
    /// ISO 3166-1.
    pub region: &'static str,
    pub given: &'static str,
    pub family: &'static str,
    pub phone: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    /// With `{}` for a value.
    pub sentence: &'static str,
}

pub fn locales() -> Vec<Locale> {
    lines(include_str!("../data/locales.tsv"))
        .map(|line| {
            let [tag, region, given, family, phone, email, password, sentence] = columns(line);
            Locale { tag, region, given, family, phone, email, password, sentence }
        })
        .collect()
}

/// The lines of a table, without its comments.
pub fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// # Panics
/// When a line has fewer columns.
pub fn columns<const COUNT: usize>(line: &'static str) -> [&'static str; COUNT] {
    let columns: Vec<_> = line.splitn(COUNT, '\t').collect();
    columns.try_into().unwrap_or_else(|_| panic!("{line:?} has not {COUNT} columns"))
}
