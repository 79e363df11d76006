use crate::{
    row::ROWS,
    score::{Score, Share},
};
use std::fmt::Write;

/// A table in Markdown; `cpu` has milliseconds per MB of text for each row, and last for harmless texts.
pub fn table(score: &Score, cpu: Option<&[f64]>) -> String {
    let mut text = String::from(
        "| kind | values | recall % | of forms kept out % | precision % | rest unchanged % | CPU ms/MB |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
    );
    let cpu_at = |place: usize| cpu.map_or_else(|| "–".to_owned(), |cpu| format!("{:.0}", cpu[place]));
    for (place, (row, scored)) in ROWS.iter().zip(&score.rows).enumerate() {
        let cells =
            [scored.recall, scored.recall_kept_out, score.precision(row), scored.rest].map(per_cent).join(" | ");
        let _ = writeln!(text, "| {} | {} | {cells} | {} |", row.name, scored.recall.whole, cpu_at(place));
    }
    let unchanged = score.unchanged();
    let (count, share) = (unchanged.whole, per_cent(unchanged));
    let _ = writeln!(text, "| harmless texts | {count} | | | | {share} | {} |", cpu_at(ROWS.len()));
    text
}

/// Families of harmless texts that are changed, and rules with redactions that are wrong.
pub fn details(score: &Score) -> String {
    let mut text = String::new();
    for (family, share) in score.harmless.iter().filter(|(_, share)| share.part < share.whole) {
        let _ = writeln!(text, "harmless, {family}: {} of {} changed", share.whole - share.part, share.whole);
    }
    for (rule, share) in score.rules.iter().filter(|(_, share)| share.part < share.whole) {
        let _ = writeln!(text, "rule {rule}: {} of {} redactions are wrong", share.whole - share.part, share.whole);
    }
    text
}

/// Cut, not rounded: 100 is all.
pub fn per_cent(share: Share) -> String {
    share.per_cent().map_or_else(|| "–".to_owned(), |figure| format!("{:.2}", (figure * 100.0).floor() / 100.0))
}
