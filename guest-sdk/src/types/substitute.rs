/// What else than a [`Replacement`](crate::Replacement) can take the place of a match.
///
/// In the ids that lines are joined by, a pseudonym takes its place at any rate.
///
/// ```
/// # use sluice_filter::{Batch, Filter, Kind, NoSettings, Pattern, Scanner, Substitute, testing::{self, json}};
/// struct LastFour(Scanner);
///
/// impl Filter for LastFour {
///     type Settings = NoSettings;
///
///     fn configure(_: NoSettings) -> Result<Self, String> {
///         let scanner = Scanner::compile(&[Pattern::kind(Kind::Card), Pattern::kind(Kind::Email)])?;
///         scanner.replace_with(0, &Substitute::LastFour)?;
///         scanner.replace_with(1, &Substitute::Text("<address>".into()))?;
///         Ok(LastFour(scanner))
///     }
///
///     fn process(&self, batch: &Batch) -> Result<(), String> {
///         batch.scan(self.0, "");
///         Ok(())
///     }
/// }
///
/// let filter: LastFour = testing::configure(json!({})).unwrap();
/// let outcome = testing::run(&filter, json!([{"message": "eve@example.com paid with 4111 1111 1111 1111"}])).unwrap();
/// assert_eq!(outcome.events[0]["message"], "<address> paid with [card:*1111]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Substitute {
    /// Nothing: the whole value that has a match in it is removed. In the name of a member, a mask.
    Removal,
    /// `[RULE:*1234]`, the last four digits: for phones, cards, IBANs, bank accounts, ids of devices and regular expressions. A mask
    /// where fewer than five digits would be hidden, or where the number is written with escapes.
    LastFour,
    /// `[RULE:411111*1234]`, the first six and the last four digits: for cards. [`LastFour`](Substitute::LastFour) where fewer than
    /// five digits would be hidden.
    BinAndLastFour,
    /// This text: 1 to 64 bytes of characters that are shown, in which no scanner finds anything, not of digits and separators
    /// alone, and without `%`, `&` and `\`, which begin escapes.
    Text(String),
}
