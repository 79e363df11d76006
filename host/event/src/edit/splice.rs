//! Writing an edited text: what stays of the old one, and markers in between.

use super::kept_digits::KeptDigits;
use super::mask::{Cut, Fill};
use super::pseudonym::PseudonymKey;
use crate::batch::Batch;
use crate::batch::filter_name::RuleId;
use crate::batch::log::What;
use crate::tape::span::Span;

/// Longest text that takes the place of another, and a name that is made different from others.
const MAX_MARKER_BYTES: usize = 64;

impl Batch {
    /// Edits the text, number or key at a node: `cuts`, in order and apart from each other, give way to their fills. If
    /// the batch has no room for that, all of it gives way to the marker of `rule`.
    pub(crate) fn splice(
        &mut self,
        event: u32,
        at: u32,
        text: Span,
        cuts: &[Cut<'_>],
        rule: RuleId,
        key: Option<&PseudonymKey>,
    ) {
        let needed = text.len() + cuts.len() * MAX_MARKER_BYTES;
        if self.tape.extra.len() + needed > self.text_limit {
            let whole = [Cut { start: 0, end: text.len() as u32, fill: Fill::Marker(rule) }];
            return self.write_splice(event, at, text, &whole, key);
        }
        self.write_splice(event, at, text, cuts, key);
    }

    fn write_splice(&mut self, event: u32, at: u32, text: Span, cuts: &[Cut<'_>], key: Option<&PseudonymKey>) {
        if self.tape.extra.len() > (u32::MAX / 4) as usize {
            // No addresses are left for a marker: nothing is.
            return self.edit(event, at, What::Nulled);
        }
        let start = self.tape.text_end();
        let first_mark = self.log.marks.len() as u32;
        let mut done = 0;
        for cut in cuts {
            self.tape.push_again(Span { start: text.start + done, end: text.start + cut.start });
            let from = self.tape.text_end() - start;
            let old = Span { start: text.start + cut.start, end: text.start + cut.end };
            match cut.fill {
                Fill::Keep => self.tape.push_again(old),
                Fill::Marker(rule) => self.push_marker(rule),
                Fill::Pseudonym(rule) => match key {
                    Some(key) => self.push_pseudonym(rule, key, old),
                    None => self.push_marker(rule),
                },
                Fill::HexId(rule) => match key {
                    Some(key) => {
                        // The value may lie in the text that is being appended to.
                        let value = self.tape.text(old).to_owned();
                        key.push_hex_id(&mut self.tape.extra, &value);
                    }
                    None => self.push_marker(rule),
                },
                Fill::Digits(rule, digits) => self.push_digits(rule, digits),
                Fill::Text(_, text) => self.tape.extra.push_str(text),
            }
            self.log.marks.push((from, self.tape.text_end() - start));
            done = cut.end;
        }
        self.tape.push_again(Span { start: text.start + done, end: text.end });

        let new = Span { start, end: self.tape.text_end() };
        self.grow(event, new.len().saturating_sub(text.len()));
        self.edit(event, at, What::Text { text: new, marks: (first_mark, self.log.marks.len() as u32) });
        for rule in cuts.iter().filter_map(|cut| cut.fill.rule()) {
            self.give_receipt(event, at, rule);
        }
    }

    /// Puts `end` after the first `stem` bytes of the text that was spliced last.
    pub(crate) fn end_last_text(&mut self, stem: usize, end: &str) {
        let Some(What::Text { text, .. }) = self.log.last_mut() else { return };
        text.end = text.start + (stem + end.len()) as u32;
        let kept = text.start as usize - self.tape.body.len() + stem;
        self.tape.extra.truncate(kept);
        self.tape.extra.push_str(end);
    }

    fn push_marker(&mut self, rule: RuleId) {
        self.tape.extra.push_str("[redacted:");
        self.tape.extra.push_str(self.log.rule_name(rule));
        self.tape.extra.push(']');
    }

    fn push_pseudonym(&mut self, rule: RuleId, key: &PseudonymKey, value: Span) {
        self.tape.extra.push('[');
        self.tape.extra.push_str(self.log.rule_name(rule));
        self.tape.extra.push(':');
        // The value may lie in the text that is being appended to.
        let value = self.tape.text(value).to_owned();
        key.push_pseudonym(&mut self.tape.extra, &value);
        self.tape.extra.push(']');
    }

    fn push_digits(&mut self, rule: RuleId, digits: KeptDigits) {
        self.tape.extra.push('[');
        self.tape.extra.push_str(self.log.rule_name(rule));
        self.tape.extra.push(':');
        self.tape.extra.extend(digits.first.into_iter().flatten().map(char::from));
        self.tape.extra.push('*');
        self.tape.extra.extend(digits.last.into_iter().map(char::from));
        self.tape.extra.push(']');
    }
}
